import { snapshotKey } from '@app/wire';
import type { Stage } from '../../e2e/support/stage.ts';

/** The fields of records or rows by key. Postgres writes all values as text, so that decimals keep their digits. */
export type Rows = ReadonlyMap<string, Readonly<Record<string, string | null>>>;

/** The rows of both tables. */
type Tables = Readonly<{ snapshots: Rows; contracts: Rows }>;

type Row = Readonly<{ key: string; fields: Readonly<Record<string, string | null>> }>;

/** The fields of an expression of type jsonb, each as text. */
export const BY_KEY = (json: string): string =>
  `(SELECT jsonb_object_agg(name, value) FROM jsonb_each_text(${json}) AS each (name, value)) AS fields`;

export const byKey = (rows: readonly Row[]): Rows => new Map(rows.map(({ key, fields }) => [key, fields]));

/** The current revisions, as they are published, but for the signals that no row can hold. */
const SNAPSHOTS = `
SELECT grain, period, dimension, segment, ${BY_KEY(`
    content::jsonb - 'signals' || jsonb_build_object('snapshot_id', snapshot_id, 'grain', grain, 'period', period,
      'measured_on', measured_on, 'dimension', dimension, 'segment', segment, 'status', status, 'revision', revision,
      'reason', reason, 'as_of', as_of, 'emitted_at', date_trunc('milliseconds', emitted_at))`)}
FROM (SELECT DISTINCT ON (grain, period, dimension, segment) * FROM snapshot
  ORDER BY grain, period, dimension, segment, revision DESC) AS latest
WHERE status <> 'withdrawn'`;

const CONTRACTS = `
SELECT contract_id AS key, ${BY_KEY(`record::jsonb || jsonb_build_object('revision', revision)`)}
FROM contract
WHERE record IS NOT NULL`;

type Named = Readonly<Record<'grain' | 'period' | 'dimension' | 'segment', string>>;

/** The rows that the tables must have, from the store. */
export const storeRows = async ({ query }: Stage): Promise<Tables> => ({
  snapshots: byKey(
    (await query<Row & Named>(SNAPSHOTS)).map(({ fields, ...name }) => ({ key: snapshotKey(name), fields })),
  ),
  contracts: byKey(await query<Row>(CONTRACTS)),
});

const namedIn = (before: Rows, after: Rows): readonly string[] => [...new Set([...before.keys(), ...after.keys()])];

/** Each field that differs, by table and key. A comparison of the whole would print it all, and take minutes for it. */
export const differences = (found: Tables, expected: Tables): readonly string[] =>
  (['snapshots', 'contracts'] as const).flatMap((table) =>
    namedIn(found[table], expected[table]).flatMap((key) => {
      const [one, other] = [found[table].get(key) ?? {}, expected[table].get(key) ?? {}];
      return [...new Set([...Object.keys(one), ...Object.keys(other)])]
        .filter((field) => one[field] !== other[field])
        .map((field) => `${table} ${key} ${field}: ${one[field]} instead of ${other[field]}`);
    }),
  );
