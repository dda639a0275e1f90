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

  it('refuses a store that a newer program has written', async () => {
    const database = await connect();
    await database.query(`INSERT INTO schema_migration (timestamp, name) VALUES (1, 'FromTheFuture')`);
    await expect(migrate(database)).rejects.toThrow(NewerSchemaError);
  });
});
