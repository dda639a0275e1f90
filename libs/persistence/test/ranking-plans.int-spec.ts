import { describe, expect, it } from '@jest/globals';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { withStore } from '../../../test/builders/suite-store.ts';
import { rankContracts, rankCustomers } from '../src/snapshots/ranked/keep-ranking.sql.ts';

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

const planOf = async (sql: string, parameters: readonly unknown[]): Promise<Plan> => {
  const [row] = await store.database.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
    `EXPLAIN (FORMAT JSON) ${sql}`,
    parameters,
  );
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
