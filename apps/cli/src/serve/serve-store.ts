import { UsageError } from '@app/host';
import { loopbackAccess, startHttp } from '@app/http';
import type { Database } from '@app/persistence';
import { createLogger } from '@app/platform';
import type { StoreOptions } from '../options/store-options.ts';
import { existingStore } from '../store/existing-store.ts';
import { interruptibly, InterruptedError } from '../store/interruption.ts';
import { withStore } from '../store/with-store.ts';

/** Nobody else reaches this address. */
const LOOPBACK = '127.0.0.1';

/** One person and one browser. */
const REQUESTS_PER_MINUTE = 100_000;

const SESSIONS = { isReadOnly: true, statementTimeoutMs: 60_000 } as const;

const unlessTaken = (port: number) => (error: unknown) => {
  const isTaken = error instanceof Error && Reflect.get(error, 'code') === 'EADDRINUSE';
  throw isTaken ? new UsageError(`--port: ${port} is in use; choose another one`, { cause: error }) : error;
};

const served = async (database: Database, port: number, interrupted: Promise<never>): Promise<never> => {
  const { at } = await existingStore(database);
  const logger = createLogger({ name: 'acv', level: 'warn', output: 'stderr' });
  const app = await startHttp({
    books: { database, at },
    access: loopbackAccess(),
    logger,
    host: LOOPBACK,
    port,
    requestsPerMinute: REQUESTS_PER_MINUTE,
  }).catch(unlessTaken(port));
  process.stdout.write(`The books are at ${await app.getUrl()}/ (the API below /api/v1). Ctrl-C ends it.\n`);
  try {
    return await interrupted;
  } finally {
    await app.close();
  }
};

/** Serves the page and the API over a store until a signal ends it. Throws `UsageError`. */
export const serveStore = async (store: StoreOptions, port: number): Promise<void> => {
  try {
    await interruptibly((interrupted) => withStore(store, (database) => served(database, port, interrupted), SESSIONS));
  } catch (error) {
    // Ctrl-C is how it ends.
    if (!(error instanceof InterruptedError)) throw error;
  }
};
