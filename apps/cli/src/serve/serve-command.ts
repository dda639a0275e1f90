import { UsageError } from '@app/host';
import { Command } from 'commander';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';

type Options = StoreOptions & Readonly<{ port: string }>;

const PORT = /^\d{1,5}$/;
const LARGEST_PORT = 65_535;

const portFrom = (given: string): number => {
  if (!PORT.test(given) || Number(given) > LARGEST_PORT) {
    throw new UsageError(`--port: ${given} is not a port (0 to ${LARGEST_PORT})`);
  }
  return Number(given);
};

export const serveCommand = (): Command =>
  new Command('serve')
    .description('show the books in the browser: serves the page and the API on this machine')
    .option('--port <number>', 'the port to listen on; 0 chooses a free one', '8080')
    .addOption(booksOption())
    .addOption(databaseOption())
    .addHelpText('after', '\nOnly this machine reaches it, and nothing can be changed by it. Ctrl-C ends it.')
    .action(async ({ port, ...store }: Options) => {
      const listenOn = portFrom(port);
      // Loaded here, because no other command needs a web server.
      const { serveStore } = await import('./serve-store.ts');
      await serveStore(store, listenOn);
    });
