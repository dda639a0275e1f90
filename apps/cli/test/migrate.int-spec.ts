import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, DATABASE_DEFAULTS, missingMigrations, NewerSchemaError } from '@app/persistence';
import {
  emptyDatabase,
  type FreshDatabase,
  type PostgresService,
  startPostgres,
} from '../../../test/services/postgres.ts';
import { migrate } from '../src/migrate/migrate-command.ts';

let service: PostgresService;
let empty: FreshDatabase;
const databases: Database[] = [];

const connect = async (): Promise<Database> => {
  const database = await Database.connect({ ...DATABASE_DEFAULTS, url: empty.url, poolSize: 3 });
  databases.push(database);
  return database;
};

beforeAll(async () => {
  service = await startPostgres();
  empty = await emptyDatabase(service);
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await empty.drop();
  await service.stop();
});

describe('migrate', () => {
  it('is done by one of several processes that start at once; the others find it done', async () => {
    const all = await Promise.all([connect(), connect(), connect()]);
    const said = await Promise.all(all.map(migrate));
    expect(said[0]).toMatch(/^applied: /);
    const [first] = all;
    expect(first && (await missingMigrations(first))).toEqual([]);
    expect(first && (await migrate(first))).toBe('the schema is up to date');
  });

  it('says that roles lacked privileges, and gives them back', async () => {
    const database = await connect();
    await database.query('REVOKE SELECT, INSERT ON ledger FROM acv_writer');
    expect(await migrate(database)).toBe(
      'the schema is up to date; acv_writer and acv_reader lacked privileges, 2 were granted again',
    );
    expect(await migrate(database)).toBe('the schema is up to date');
  });

  it('says what to grant if the login may not make the views for analysts', async () => {
    const owner = await connect();
    const name = new URL(empty.url).pathname.slice(1);
    const login = `${name}-login`;
    await owner.query(`DROP SCHEMA acv_v1 CASCADE; CREATE ROLE "${login}" IN ROLE acv_writer, acv_reader`);
    const url = `${empty.url}?options=${encodeURIComponent(`-c role=${login}`)}`;
    const limited = await Database.connect({ ...DATABASE_DEFAULTS, url, poolSize: 2 });
    try {
      expect(await migrate(limited)).toBe(
        'the schema is up to date\n' +
          'the schema acv_v1 with the views for analysts does not exist, and this login may not make it: ' +
          `ask an administrator for GRANT CREATE ON DATABASE ${name} TO "${login}", and migrate again`,
      );
      expect(await migrate(owner)).toBe('the schema is up to date');
      expect(await migrate(limited)).toBe('the schema is up to date');
      await owner.query(`COMMENT ON SCHEMA acv_v1 IS 'another definition'`);
      expect(await migrate(limited)).toMatch(
        /acv_v1 .* is out of date, .* ask an administrator for GRANT \S+ TO "[^"]+-login", and migrate again$/,
      );
      expect(await migrate(owner)).toBe('the schema is up to date');
    } finally {
      await limited.close();
      await owner.query(`DROP ROLE "${login}"`);
    }
  });

  it('refuses a store that a newer program has written', async () => {
    const database = await connect();
    await database.query(`INSERT INTO schema_migration (timestamp, name) VALUES (1, 'FromTheFuture')`);
    await expect(migrate(database)).rejects.toThrow(NewerSchemaError);
  });
});
