import { Command } from 'commander';
import { portFrom, portOption, type PortOptions } from '../options/port-option.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';

type Options = StoreOptions & PortOptions;

export const serveCommand = (): Command =>
  new Command('serve')
    .description('show the books in the browser: serves the page and the API on this machine')
    .addOption(portOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .addHelpText('after', '\nOnly this machine reaches it, and nothing can be changed by it. Ctrl-C ends it.')
    .action(async ({ port, ...store }: Options) => {
      const listenOn = portFrom({ port });
      // Loaded here, because no other command needs a web server.
      const { serveStore } = await import('./serve-store.ts');
      await serveStore(store, listenOn);
    });
