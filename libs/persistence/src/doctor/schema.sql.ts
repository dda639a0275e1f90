/** Tables and views of the schema by name, with what would change what they hold or show. */
export const RELATIONS = `
SELECT relname AS name, relpersistence = 'u' AS "isUnlogged", relrowsecurity AS "hidesRows",
  ARRAY(
    SELECT tgname::text FROM pg_trigger
    WHERE tgrelid = pg_class.oid AND NOT tgisinternal AND tgname NOT IN (relname || '_append_only', relname || '_settled')
  ) AS triggers,
  ARRAY(
    SELECT rulename::text FROM pg_rewrite WHERE ev_class = pg_class.oid AND rulename <> '_RETURN'
  ) AS rules
FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v')`;

export const INDEXES_OF_STORE = `
SELECT relname AS name, indisvalid AND indisready AS "isValid"
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE relnamespace = current_schema()::regnamespace`;

export const CONSTRAINTS_OF_STORE = `
SELECT conname AS name, convalidated AS "isValid" FROM pg_constraint WHERE connamespace = current_schema()::regnamespace`;

export const FUNCTIONS_OF_STORE = `
SELECT proname AS name, md5(prosrc) AS body FROM pg_proc WHERE pronamespace = current_schema()::regnamespace`;

/** Whether the trigger fires in ordinary sessions; no row if there is none. */
export const LEDGER_TRIGGER = `
SELECT tgenabled IN ('O', 'A') AS "isOn" FROM pg_trigger
WHERE tgrelid = to_regclass('ledger') AND tgname = 'ledger_append_only'`;

/** Privileges in these lists that a role, or everybody, has. */
export const PRIVILEGES_HELD = `
SELECT index::int - 1 AS index
FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS listed(role, privilege, name, index)
WHERE has_table_privilege(role, quote_ident(name), privilege)
ORDER BY index`;

export const ROLES_MISSING = `SELECT role FROM unnest($1::text[]) AS role WHERE to_regrole(role) IS NULL`;

/** Whether readers or operators are writers, or a role may do anything. */
export const ROLES_IN_EXCESS = `
SELECT rolname AS role,
  rolname <> 'acv_writer' AND pg_has_role(rolname, 'acv_writer', 'MEMBER') AND NOT rolsuper AS "isWriter",
  rolsuper AS "isSuper",
  NOT has_schema_privilege(rolname, current_schema(), 'USAGE') AS "isLockedOut",
  rolname = 'acv_writer' AND NOT has_database_privilege(rolname, current_database(), 'TEMPORARY') AS "hasNoTables"
FROM pg_roles WHERE rolname IN ('acv_writer', 'acv_reader', 'acv_operator')
ORDER BY rolname`;
