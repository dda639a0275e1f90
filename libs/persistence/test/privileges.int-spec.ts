import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, type EmbeddedDatabase, startEmbeddedDatabase } from '@app/persistence';
import { connect } from '../../../test/builders/postgres-store.ts';
import { PRIVILEGES, ROLES } from '../src/migrations/privileges.ts';

// A server of its own, because roles belong to the server and other suites use them meanwhile.
let server: EmbeddedDatabase;
let database: Database;

beforeAll(async () => {
  server = await startEmbeddedDatabase();
  database = await connect(server.url, 2);
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

/** Every privilege that a role holds on a table, a view or a column. */
const GRANTED = `
SELECT role::regrole::text AS role, privilege, name, part FROM (
  SELECT grantee AS role, privilege_type AS privilege, relname AS name, NULL AS part
  FROM pg_class, aclexplode(relacl) WHERE relnamespace = current_schema()::regnamespace
  UNION ALL
  SELECT grantee, privilege_type, relname, attname
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid, aclexplode(attacl)
  WHERE relnamespace = current_schema()::regnamespace
) granted
WHERE role::regrole::text LIKE 'acv\\_%'`;

type Granted = Readonly<{ role: string; privilege: string; name: string; part: string | null }>;

const granted = async (): Promise<readonly string[]> =>
  (await database.query<Granted>(GRANTED)).map((row) => Object.values(row).join(' ')).toSorted();

const LISTED = PRIVILEGES.map(({ role, privilege, table, column }) =>
  [role, privilege, table, column ?? null].join(' '),
).toSorted();

describe('the privileges of the roles', () => {
  it('are those that are listed, after all migrations', async () => {
    expect(await granted()).toEqual(LISTED);
  });

  it('and the roles come back when a store that lost them is migrated', async () => {
    await database.query(`
      DROP OWNED BY ${ROLES.join(', ')};
      DROP ROLE ${ROLES.join(', ')}`);
    expect(await granted()).toEqual([]);
    expect(await database.migrate()).toBe(PRIVILEGES.length);
    expect(await granted()).toEqual(LISTED);
    expect(await database.migrate()).toBe(0);
    await database.query('REVOKE SELECT ON ledger FROM acv_reader; REVOKE UPDATE (take_id) ON change FROM acv_writer');
    expect(await database.migrate()).toBe(2);
    expect(await granted()).toEqual(LISTED);
  });

  it('are not needed to migrate a store that has everything, which a writer can do', async () => {
    await database.query(`CREATE ROLE app LOGIN PASSWORD 'secret' IN ROLE acv_writer`);
    const url = new URL(server.url);
    url.username = 'app';
    url.password = 'secret';
    const writer = await connect(url.href, 2);
    expect(await writer.migrate()).toBe(0);
    await writer.close();
  });
});
