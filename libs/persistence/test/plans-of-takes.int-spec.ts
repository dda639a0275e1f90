import { describe, expect, it } from '@jest/globals';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { withStore } from '../../../test/builders/suite-store.ts';
import type { Querying } from '../src/database/database.ts';
import { NO_LOOPS } from '../src/snapshots/comparison/drivers-by-customer.ts';
import { rankContracts, rankCustomers } from '../src/snapshots/ranked/keep-ranking.sql.ts';
import { createSummands } from '../src/snapshots/sql/comparison-tables.sql.ts';
import { changedLines } from '../src/snapshots/sql/drivers.sql.ts';
import { tablesNamed } from '../src/snapshots/sql/table-names.ts';
import { CREATE_TOUCHED } from '../src/snapshots/sql/touched.sql.ts';
import { CREATE_WORKING_TABLES } from '../src/snapshots/sql/working-tables.sql.ts';

let store: OpenStore;

withStore((opened) => {
  store = opened;
});

type Plan = Readonly<{
  'Node Type': string;
  'CTE Name'?: string;
  'Parent Relationship'?: string;
  Plans?: readonly Plan[];
}>;

const within = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(within)];

/** The common table expressions that a nested loop reads once for each of its outer rows, from end to end. */
const readInLoops = (plan: Plan): readonly string[] =>
  within(plan)
    .filter((node) => node['Node Type'] === 'Nested Loop')
    .flatMap(({ Plans: [, inner] = [] }) => (inner === undefined ? [] : within(inner)))
    .flatMap((node) => node['CTE Name'] ?? []);

const DAY = '2025-06-20';
const TOLD = { contracts: [DAY], customers: [DAY, ['USD'], ['1'], '1', 'USD 1'] };

const planOf = async (
  sql: string,
  parameters: readonly unknown[] = [],
  query: Querying['query'] = (text, values) => store.database.query(text, values),
): Promise<Plan> => {
  const [row] = await query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(`EXPLAIN (FORMAT JSON) ${sql}`, parameters);
  const plan = row?.['QUERY PLAN'][0]?.Plan;
  if (plan === undefined) throw new Error('There is no plan.');
  return plan;
};

/** What the planner knows of changes that no take has read: nothing yet, or that there were none. */
const KNOWN = { nothing: 'SELECT', none: 'ANALYZE change' } as const;

describe('the statements that keep the ranking', () => {
  it.each(['nothing', 'none'] as const)(
    'never compare all pairs of what changed, also if the planner expects few (known: %s)',
    async (known) => {
      await store.database.query(
        `INSERT INTO change (contract_id, customers, first_day, last_day, events, take_id)
         SELECT n::text, ARRAY[n::text], '2025-01-01', 'infinity', ARRAY[n], 0 FROM generate_series(1, 1000) AS n`,
      );
      await store.database.query(KNOWN[known]);
      expect(readInLoops(await planOf(rankContracts('touched'), TOLD.contracts))).toEqual([]);
      expect(readInLoops(await planOf(rankCustomers('touched'), TOLD.customers))).toEqual([]);
    },
  );
});

/** A value of each type that a working table has. */
const VALUE_OF: Readonly<Record<string, string>> = {
  text: `'a'`,
  date: `'2025-06-20'`,
  numeric: '1',
  integer: '1',
  bigint: '1',
  boolean: 'true',
};

/** Puts one row into a temporary table and lets the planner know that there is one. */
const fillWithOne = async (query: Querying['query'], table: string): Promise<void> => {
  const columns = await query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  const values = columns.map(({ type }) => VALUE_OF[type] ?? 'NULL');
  await query(`INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')}) VALUES (${values.join(', ')})`);
  await query(`ANALYZE ${table}`);
};

describe('the statement that reads the lines of touched customers', () => {
  it('never compares all pairs of them, although the planner expects few', async () => {
    const fresh = tablesNamed('_fresh');
    const nodes = await store.database.transaction('READ COMMITTED', async ({ query }) => {
      for (const script of [CREATE_TOUCHED, CREATE_WORKING_TABLES, createSummands(fresh, 'DELETE ROWS')])
        await query(script);
      for (const table of ['touched_span', 'day_span', fresh.position]) await fillWithOne(query, table);
      await query(NO_LOOPS);
      return within(await planOf(changedLines(fresh, { among: 'touched' }), [], query));
    });
    expect(nodes.map((node) => node['Node Type'])).not.toContain('Nested Loop');
  });
});
