import type { Database } from '@app/persistence';
import type { StoreOptions } from '../options/store-options.ts';
import { interruptibly, untilInterrupted } from '../store/interruption.ts';
import { withStore } from '../store/with-store.ts';
import { startPage } from './start-page.ts';

const SESSIONS = { isReadOnly: true, statementTimeoutMs: 60_000 } as const;

const served = async (database: Database, port: number, interrupted: Promise<never>): Promise<never> => {
  const { url, close } = await startPage(database, port);
  process.stdout.write(`The books are at ${url} (the API below /api/v1). Ctrl-C ends it.\n`);
  try {
    return await interrupted;
  } finally {
    await close();
  }
};

/** Serves the page and the API over a store until a signal ends it. Throws `UsageError`. */
export const serveStore = (store: StoreOptions, port: number): Promise<void> =>
  untilInterrupted(() =>
    interruptibly((interrupted) => withStore(store, (database) => served(database, port, interrupted), SESSIONS)),
  );
