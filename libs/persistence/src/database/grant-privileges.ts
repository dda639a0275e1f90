import { type Privilege, PRIVILEGES, ROLES } from '../migrations/privileges.ts';
import type { Querying } from './database.ts';

/** Roles belong to the server, and another store of it may create them at the same time. */
const CREATE_ROLE = (role: string): string => `
DO $$ BEGIN
  CREATE ROLE ${role} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$`;

const MISSING_ROLES = `SELECT role FROM unnest($1::text[]) role WHERE to_regrole(role) IS NULL`;

/** Creates the roles that the server does not have. Migrations grant to them. */
export const createRoles = async (server: Querying): Promise<void> => {
  const missing = await server.query<{ role: string }>(MISSING_ROLES, [ROLES]);
  for (const { role } of missing) await server.query(CREATE_ROLE(role));
};

/** The indices of the privileges in these lists that their roles do not have. */
const MISSING_PRIVILEGES = `
SELECT index::int - 1 AS index
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY listed(role, privilege, name, part, index)
WHERE NOT CASE
  WHEN part IS NULL THEN has_table_privilege(role, quote_ident(name), privilege)
  ELSE has_column_privilege(role, quote_ident(name), part, privilege)
END
ORDER BY index`;

/** The privileges that the roles do not have yet. Every table must be there. */
export const missingPrivileges = async (store: Querying): Promise<readonly Privilege[]> => {
  const rows = await store.query<{ index: number }>(MISSING_PRIVILEGES, [
    PRIVILEGES.map(({ role }) => role),
    PRIVILEGES.map(({ privilege }) => privilege),
    PRIVILEGES.map(({ table }) => table),
    PRIVILEGES.map(({ column }) => column ?? null),
  ]);
  return rows.flatMap(({ index }) => PRIVILEGES[index] ?? []);
};

const grant = ({ role, privilege, table, column }: Privilege): string =>
  `GRANT ${privilege}${column === undefined ? '' : ` (${column})`} ON ${table} TO ${role}`;

/** Grants what the roles need besides tables, as far as it is missing. */
const GRANT_SURROUNDINGS = `
DO $$ BEGIN
  IF NOT (has_schema_privilege('acv_writer', current_schema(), 'USAGE')
    AND has_schema_privilege('acv_reader', current_schema(), 'USAGE')
    AND has_schema_privilege('acv_operator', current_schema(), 'USAGE')) THEN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO acv_writer, acv_reader, acv_operator', current_schema());
  END IF;
  IF NOT has_database_privilege('acv_writer', current_database(), 'TEMPORARY') THEN
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO acv_writer', current_database());
  END IF;
  IF NOT pg_has_role(current_user, 'acv_writer', 'MEMBER') THEN
    EXECUTE format('GRANT acv_writer TO %I', current_user);
  END IF;
END $$`;

/** Grants the roles what they do not have yet, and returns the number of privileges granted on tables. */
export const grantPrivileges = async (store: Querying): Promise<number> => {
  const missing = await missingPrivileges(store);
  await store.query([GRANT_SURROUNDINGS, ...missing.map(grant)].join(';\n'));
  return missing.length;
};
