import { createHash } from 'node:crypto';
import { escapeLiteral as literal } from 'pg';
import { BOOKING, CONTRACT_TODAY } from '../analysts/contract-views.ts';
import { ARR_BY_CUSTOMER_MONTH } from '../analysts/customer-views.ts';
import { MOVEMENT_BY_CUSTOMER_MONTH } from '../analysts/movement-view.ts';
import { RENEWAL_DUE } from '../analysts/renewal-view.ts';
import { AS_REPORTED_ABOUT, acvBySegmentMonth, asReported, SNAPSHOT } from '../analysts/snapshot-views.ts';
import { columnsInOrder, type View, viewStatement } from '../analysts/view.ts';
import type { Querying } from './database.ts';

/** Another version has another schema, so that queries of this one go on. */
const VERSION = 'acv_v1';

/** The views in the order in which they are made. `schema` is a quoted name. */
export const analystViews = (schema: string): readonly View[] => [
  SNAPSHOT,
  acvBySegmentMonth(schema),
  ARR_BY_CUSTOMER_MONTH,
  MOVEMENT_BY_CUSTOMER_MONTH,
  CONTRACT_TODAY,
  BOOKING,
  RENEWAL_DUE,
];

const definition = createHash('sha256')
  .update(JSON.stringify(analystViews(VERSION)) + asReported(VERSION, []) + AS_REPORTED_ABOUT)
  .digest('hex')
  .slice(0, 16);

/** The comment on the schema tells by which definition its views were made. */
const SCHEMA_ABOUT = `Views of acv-stream for analysts, version 1; acv migrate makes them (definition ${definition}).`;

/** The schema of the views: that of the store is in its name, unless it is public, so that two stores share a database. */
const VIEWS_STATE = `
SELECT
  quote_ident(name) AS schema,
  obj_description(to_regnamespace(quote_ident(name)), 'pg_namespace') AS about,
  CASE WHEN to_regnamespace(quote_ident(name)) IS NULL
    THEN has_database_privilege(current_database(), 'CREATE')
    ELSE pg_has_role((SELECT nspowner FROM pg_namespace WHERE nspname = name), 'USAGE')
  END AS "mayMake",
  CASE WHEN to_regnamespace(quote_ident(name)) IS NULL
    THEN format('GRANT CREATE ON DATABASE %I TO %I', current_database(), current_user)
    ELSE (SELECT format('GRANT %I TO %I', pg_get_userbyid(nspowner), current_user) FROM pg_namespace WHERE nspname = name)
  END AS remedy,
  to_regnamespace(quote_ident(name)) IS NOT NULL AND has_schema_privilege('acv_reader', to_regnamespace(quote_ident(name)), 'USAGE')
    AND (
      SELECT bool_and(has_table_privilege('acv_reader', oid, 'SELECT')) FROM pg_class
      WHERE relnamespace = to_regnamespace(quote_ident(name)) AND relkind = 'v'
    ) AS "mayRead"
FROM (
  SELECT CASE current_schema() WHEN 'public' THEN '${VERSION}' ELSE current_schema() || '_${VERSION}' END AS name
) AS views`;

type State = Readonly<{
  schema: string;
  about: string | null;
  mayMake: boolean;
  /** The statement after which the login may make them. */
  remedy: string;
  mayRead: boolean | null;
}>;

const stateOf = async (store: Querying): Promise<State> => {
  const [state] = await store.query<State>(VIEWS_STATE);
  if (state === undefined) throw new Error('the server says nothing about its schemas');
  return state;
};

/** Whether readers have the views of this program. */
export const hasAnalystViews = async (store: Querying): Promise<boolean> => {
  const { about, mayRead } = await stateOf(store);
  return about === SCHEMA_ABOUT && mayRead === true;
};

/** Whether the views are as they should be, or the login could not change them. */
export const needsNoAnalystViews = async (store: Querying): Promise<boolean> =>
  !(await stateOf(store)).mayMake || hasAnalystViews(store);

/**
 * Why this login could not make the views, and the statement that lets it. Null if they are as they should be, or if it
 * may make them.
 */
export const viewsThatCannotBeMade = async (store: Querying): Promise<string | null> => {
  const { schema, mayMake, remedy, about } = await stateOf(store);
  if (mayMake || (await hasAnalystViews(store))) return null;
  const fault = about === null ? 'does not exist' : 'is out of date';
  return `the schema ${schema} with the views for analysts ${fault}, and this login may not make it: ask an administrator for ${remedy}, and migrate again`;
};

const EXISTING = `
SELECT attname::text AS name FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 ORDER BY attnum`;

const existingColumns = async (store: Querying, name: string): Promise<readonly string[]> =>
  (await store.query<{ name: string }>(EXISTING, [name])).map(({ name: each }) => each);

const comments = (schema: string, { name, about, columns }: View): readonly string[] => [
  `COMMENT ON VIEW ${schema}.${name} IS ${literal(about)}`,
  ...Object.entries(columns).map(
    ([each, { meaning }]) => `COMMENT ON COLUMN ${schema}.${name}.${each} IS ${literal(meaning)}`,
  ),
];

/**
 * Makes the views, and adds the columns that they lack, with a comment on each, and grants them to readers. A view that
 * has columns which this program does not know was made by a newer one, and stays. Does nothing where the login may not.
 */
export const makeAnalystViews = async (store: Querying): Promise<void> => {
  const { schema, mayMake } = await stateOf(store);
  if (!mayMake) return;
  await store.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  for (const view of analystViews(schema)) {
    const existing = await existingColumns(store, `${schema}.${view.name}`);
    if (existing.some((name) => view.columns[name] === undefined)) return;
    await store.query(viewStatement(schema, view, existing));
    await store.query(comments(schema, view).join(';\n'));
  }
  const columns = columnsInOrder(SNAPSHOT, await existingColumns(store, `${schema}.${SNAPSHOT.name}`));
  await store.query(asReported(schema, columns));
  await store.query(`
    COMMENT ON FUNCTION ${schema}.as_reported IS ${literal(AS_REPORTED_ABOUT)};
    GRANT USAGE ON SCHEMA ${schema} TO acv_reader, acv_writer;
    GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO acv_reader, acv_writer;
    COMMENT ON SCHEMA ${schema} IS ${literal(SCHEMA_ABOUT)}`);
};
