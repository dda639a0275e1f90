import { snapshotRecord } from '@app/processing';
import { type Books, linesOf } from '../conformance/conformance-case.ts';
import { differences } from '../conformance/differences.ts';
import type { OpenStore } from './postgres-store.ts';

/** The columns that do not depend on the order of arrival. Numbers in the ledger do. */
const TABLES = {
  span: `contract_id, valid_from, valid_to, customer_id, currency, arr, gross_arr, acv, contracted_acv, contract_value,
    one_time, expected_usage, attributes, renews, lines, term_start, term_end, auto_renew, anchor FROM contract_span`,
  charge: 'contract_id, date, amount, currency, customer_id FROM one_time_charge',
  booking: '* FROM booking',
  // A contract of which no event counts any more is in no fresh store.
  contract: `contract_id, creations, last_owner, last_record, owners, known_until, has_mixed_sources, record
    FROM contract WHERE timeline <> '[]'`,
} as const;

type Store = Pick<OpenStore, 'database' | 'books'>;

const rowsOf = async ({ database }: Store, table: keyof typeof TABLES): Promise<readonly string[]> => {
  const rows = await database.query<{ text: string }>(
    `SELECT row_to_json(r)::text AS text FROM (SELECT ${TABLES[table]}) r ORDER BY 1`,
  );
  return rows.map(({ text }) => `${table} ${text}`);
};

/** The current snapshots except withdrawn ones, without their status, which depends on when they were taken. */
const snapshotsOf = async ({ books }: Store): Promise<Books['snapshots']> => {
  const lines: Books['snapshots'][number][] = [];
  for await (const revisions of books.currentSnapshots()) {
    for (const { status, ...line } of linesOf(revisions.map(snapshotRecord).join('\n'))) {
      if (status !== 'withdrawn') lines.push(line);
    }
  }
  return lines;
};

/** Spans, one-time lines, bookings and records of a store as texts, and its current snapshots. */
export type CurrentBooks = Readonly<{ rows: readonly string[]; snapshots: Books['snapshots'] }>;

export const currentBooks = async (store: Store): Promise<CurrentBooks> => {
  const tables = ['span', 'charge', 'booking', 'contract'] as const;
  const rows = await Promise.all(tables.map((table) => rowsOf(store, table)));
  return { rows: rows.flat(), snapshots: await snapshotsOf(store) };
};

/** The differences of two books; none if they are equal (definitions, section 9, equal books). */
export const bookDifferences = (wanted: CurrentBooks, found: CurrentBooks): readonly string[] => [
  ...wanted.rows.filter((row) => !found.rows.includes(row)).map((row) => `missing: ${row}`),
  ...found.rows.filter((row) => !wanted.rows.includes(row)).map((row) => `not expected: ${row}`),
  ...differences(
    { contracts: [], refused: [], snapshots: wanted.snapshots },
    { contracts: [], refused: [], snapshots: found.snapshots },
  ),
];
