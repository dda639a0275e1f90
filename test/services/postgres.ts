import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Database, DATABASE_DEFAULTS, startEmbeddedDatabase } from '@app/persistence';
import { Client } from 'pg';

const run = promisify(execFile);

export type PostgresService = Readonly<{
  /** A database of the server, whose user may create others. */
  url: string;
  stop(): Promise<void>;
}>;

/** An empty database for one test, with the current schema. */
export type FreshDatabase = Readonly<{ url: string; drop(): Promise<void> }>;

const DOCKER_ANSWERS_WITHIN_MS = 3_000;
const IMAGE = 'postgres:17';
/** What a migrated database is made of. */
const SCHEMA_SOURCES = ['migrations', 'analysts'].map((folder) =>
  join(import.meta.dirname, '../../libs/persistence/src', folder),
);

/** The advisory lock by which one process at a time makes the template; no lock of the product has this number. */
const TEMPLATE_LOCK = 7_301_001;

/**
 * The server for tests: the one in `ACV_TEST_DATABASE_URL` (which a test run has started for all of its suites) or
 * `DATABASE_URL`, else one in Docker, else a real local one.
 */
export async function startPostgres(): Promise<PostgresService> {
  const given = process.env.ACV_TEST_DATABASE_URL || process.env.DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };
  return (await dockerAnswers()) ? inDocker() : startEmbeddedDatabase();
}

async function dockerAnswers(): Promise<boolean> {
  try {
    await run('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: DOCKER_ANSWERS_WITHIN_MS });
    return true;
  } catch {
    return false;
  }
}

async function inDocker(): Promise<PostgresService> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer(IMAGE).start();
  return {
    url: container.getConnectionUri(),
    stop: async () => {
      await container.stop();
    },
  };
}

/** Copies a database that was migrated once, in a tenth of the time that migrating takes. */
export async function freshDatabase(service: Readonly<{ url: string }>): Promise<FreshDatabase> {
  return databaseFrom(await templateDatabase(service), service);
}

/** A database without a schema, for tests of migrations. */
export const emptyDatabase = (service: Readonly<{ url: string }>): Promise<FreshDatabase> =>
  databaseFrom('template0', service);

/** A database of its own for one test, copied from another one of the server to which nobody is connected. */
export async function databaseFrom(template: string, service: Readonly<{ url: string }>): Promise<FreshDatabase> {
  const name = `acv_test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(service, (admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  return {
    url: urlOf(service, name),
    drop: async () => {
      await asAdmin(service, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

const templates = new Map<string, Promise<string>>();

function templateDatabase(service: Readonly<{ url: string }>): Promise<string> {
  const template = templates.get(service.url) ?? makeTemplate(service);
  templates.set(service.url, template);
  return template;
}

/** The name of the template has a hash of the sources of the schema: a server that outlives a run can serve the next schema. */
async function makeTemplate(service: Readonly<{ url: string }>): Promise<string> {
  const name = `acv_template_${await fingerprint()}`;
  await asAdmin(service, async (admin) => {
    await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    // It gets the template's name only once it is complete.
    await admin.query(`DROP DATABASE IF EXISTS ${name}_draft`);
    await admin.query(`CREATE DATABASE ${name}_draft TEMPLATE template0`);
    await migrated(urlOf(service, `${name}_draft`));
    await admin.query(`ALTER DATABASE ${name}_draft RENAME TO ${name}`);
  });
  return name;
}

async function migrated(url: string): Promise<void> {
  const database = await Database.connect({ ...DATABASE_DEFAULTS, url, poolSize: 2 });
  try {
    await database.migrate();
  } finally {
    await database.close();
  }
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of SCHEMA_SOURCES)
    for (const name of (await readdir(folder)).toSorted()) hash.update(await readFile(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}

function urlOf({ url }: Readonly<{ url: string }>, database: string): string {
  const of = new URL(url);
  of.pathname = `/${database}`;
  return of.href;
}

async function asAdmin<T>({ url }: Readonly<{ url: string }>, act: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  try {
    return await act(admin);
  } finally {
    await admin.end();
  }
}
