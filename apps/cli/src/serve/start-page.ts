import { UsageError } from '@app/host';
import { loopbackAccess, startHttp } from '@app/http';
import type { Database } from '@app/persistence';
import { createLogger } from '@app/platform';
import { existingStore } from '../store/existing-store.ts';

/** Nobody else reaches this address. */
const LOOPBACK = '127.0.0.1';

/** One person and one browser. */
const REQUESTS_PER_MINUTE = 100_000;

/** The page and the API while they are served. */
export type ServedPage = Readonly<{ url: string; close: () => Promise<void> }>;

/** Another program listens on the port. */
export class PortInUseError extends UsageError {
  constructor(port: number, cause: unknown) {
    super(`--port: ${port} is in use; choose another one`, { cause });
  }
}

const unlessTaken = (port: number) => (error: unknown) => {
  const isTaken = error instanceof Error && Reflect.get(error, 'code') === 'EADDRINUSE';
  throw isTaken ? new PortInUseError(port, error) : error;
};

/** Serves the page and the API over a store on this machine. Throws `PortInUseError`. */
export const startPage = async (database: Database, port: number): Promise<ServedPage> => {
  const { at } = await existingStore(database);
  const logger = createLogger({ name: 'acv', level: 'warn', output: 'stderr' });
  const app = await startHttp({
    books: { database, at },
    access: loopbackAccess(),
    logger,
    host: LOOPBACK,
    port,
    requestsPerMinute: REQUESTS_PER_MINUTE,
    trustedProxies: [],
  }).catch(unlessTaken(port));
  return { url: `${await app.getUrl()}/`, close: () => app.close() };
};
