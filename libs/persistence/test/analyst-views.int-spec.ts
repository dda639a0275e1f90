import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@app/domain';
import { PostgresSignedBooks } from '@app/persistence';
import { SignedAhead } from '@app/processing';
import { amended, created, day, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { batch } from '../../../test/builders/records.ts';
import { withEmptyStore, withKnownBook } from '../../../test/builders/suite-store.ts';
import { dueDifferences, viewDifferences } from '../../../test/properties/view-differences.ts';

let store: OpenStore;

withKnownBook((opened) => {
  store = opened;
});

/** What a reader of the store gets, who may read and nothing else. */
const asReader = async <R extends Readonly<Record<string, unknown>>>(
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<readonly R[]> =>
  store.database.transaction('READ COMMITTED', async ({ query }) => {
    await query('SET LOCAL ROLE acv_reader');
    return query<R>(sql, parameters);
  });

const UNCOMMENTED = `
SELECT relname || '.' || attname AS name
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
WHERE relnamespace = 'acv_v1'::regnamespace
  AND (coalesce(col_description(pg_class.oid, attnum), '') = '' OR coalesce(obj_description(pg_class.oid), '') = '')`;

const rebuilt = async (): Promise<void> => {
  await store.database.query(`COMMENT ON SCHEMA acv_v1 IS 'another definition'`);
  await store.database.migrate();
};

const columns = async (): Promise<readonly string[]> => {
  const rows = await asReader<{ name: string }>(`SELECT attname::text AS name FROM pg_attribute
    WHERE attrelid = 'acv_v1.booking'::regclass AND attnum > 0 ORDER BY attnum`);
  return rows.map(({ name }) => name);
};

describe('migrating', () => {
  it('adds the columns that a view lacks behind those that it has, so that views of others stay', async () => {
    const before = await columns();
    await store.database.query(`
      DROP VIEW acv_v1.booking;
      CREATE VIEW acv_v1.booking AS SELECT contract_id, acv FROM booking;
      CREATE VIEW theirs AS SELECT * FROM acv_v1.booking`);
    await rebuilt();
    const after = await columns();
    expect(after.slice(0, 2)).toEqual(['contract_id', 'acv']);
    expect(after.toSorted()).toEqual(before.toSorted());
    expect(await viewDifferences(store.database)).toEqual([]);
    await store.database.query('DROP VIEW theirs');
  });

  it('leaves the views of a newer program as they are', async () => {
    await store.database.query('DROP VIEW acv_v1.booking; CREATE VIEW acv_v1.booking AS SELECT 1 AS newer');
    await rebuilt();
    expect(await columns()).toEqual(['newer']);
    await store.database.query('DROP VIEW acv_v1.booking');
    await rebuilt();
    expect(await columns()).toContain('reporting_acv');
  });
});

describe('the views for analysts', () => {
  it('say on every view and every column what it is', async () => {
    expect(await asReader(UNCOMMENTED)).toEqual([]);
    const [meaning] = await asReader(`SELECT col_description('acv_v1.snapshot'::regclass, attnum) AS text
      FROM pg_attribute WHERE attrelid = 'acv_v1.snapshot'::regclass AND attname = 'nrr_pct'`);
    expect(meaning?.['text']).toMatch(/^[A-Z].*\.$/);
  });

  it('have every field of every current snapshot, typed', async () => {
    const published = new Map<string, Readonly<Record<string, unknown>>>();
    for await (const period of store.books.currentSnapshots())
      for (const { snapshotId, content } of period) published.set(snapshotId, JSON.parse(content));
    const rows = await asReader<Readonly<Record<string, unknown>>>(
      'SELECT to_json(snapshot) AS row FROM acv_v1.snapshot',
    );
    expect(rows).toHaveLength(published.size);
    for (const { row } of rows as readonly Readonly<{ row: Readonly<Record<string, unknown>> }>[]) {
      const expected = published.get(String(row['snapshot_id'])) ?? {};
      for (const [name, value] of Object.entries(expected)) {
        const isDecimal = typeof value === 'string' && typeof row[name] === 'number';
        expect([name, row[name]]).toEqual([name, isDecimal ? Number(value) : value]);
      }
    }
  });

  it('of customers and bookings add up to the snapshots of every month', async () => {
    expect(await viewDifferences(store.database)).toEqual([]);
    const [{ months } = { months: 0 }] = await asReader<{ months: number }>(
      'SELECT count(DISTINCT month)::int AS months FROM acv_v1.movement_by_customer_month',
    );
    expect(months).toBe(6);
  });

  it('of contracts have those that count, in the reporting currency', async () => {
    const [row] = await asReader(`SELECT
      (SELECT trim_scale(sum(reporting_arr))::text FROM acv_v1.contract_today WHERE counts) AS given,
      (SELECT arr::text FROM acv_v1.snapshot WHERE grain = 'month' AND dimension = 'all' ORDER BY period DESC LIMIT 1) AS expected,
      (SELECT count(*)::int FROM acv_v1.contract_today) AS contracts,
      (SELECT array_agg(contract_id) FROM acv_v1.contract_today WHERE NOT counts) AS left_out,
      (SELECT array_agg(contract_id) FROM acv_v1.contract_today WHERE fx_rate IS NULL AND reporting_acv IS NULL) AS unrated`);
    expect(row?.['given']).toBe(row?.['expected']);
    expect(row).toMatchObject({ contracts: 9, left_out: ['old'], unrated: ['swiss'] });
  });

  it('of terms that end agree with what is signed ahead', async () => {
    const signed = new SignedAhead(new PostgresSignedBooks(store.database, store), store.policy);
    expect(await dueDifferences(store.database, signed)).toEqual([]);
    expect(await asReader('SELECT outcome FROM acv_v1.renewal_due')).not.toEqual([]);
  });

  it('of terms that end have no contract without an end', async () => {
    const [row] = await asReader(`SELECT
      (SELECT array_agg(contract_id) FROM acv_v1.contract_today WHERE term_end IS NULL AND reporting_arr > 0) AS evergreen,
      (SELECT count(*)::int FROM acv_v1.renewal_due WHERE due_on > '2100-01-01') AS due`);
    expect(row?.['evergreen']).toContain('grower');
    expect(row?.['due']).toBe(0);
  });

  it('read back the figures that were known at an instant', async () => {
    const known = `SELECT period, status, arr::text FROM acv_v1.as_reported($1) WHERE grain = 'month' AND dimension = 'all' ORDER BY 1`;
    expect(await asReader(known, ['2025-03-31T11:59:59Z'])).toEqual([]);
    const then = await asReader(known, ['2025-04-01T00:00:00Z']);
    expect(then.map(({ period }) => period)).toEqual(['2025-01', '2025-02', '2025-03']);
    const now = await asReader(
      `SELECT period, status, arr::text FROM acv_v1.snapshot WHERE grain = 'month' AND dimension = 'all' ORDER BY 1`,
    );
    expect(await asReader(known, ['2025-07-01T00:00:00Z'])).toEqual(now);
    expect(then).not.toEqual(now.slice(0, 3));
  });
});

describe('a contract without a rate on the measured day', () => {
  let other: OpenStore;
  withEmptyStore((opened) => {
    other = opened;
  });

  it('is left out of both days whoever has it by then', async () => {
    const ends = term('2025-01-01', '2027-01-01');
    await other.rates([{ currency: 'GBP', date: day('2025-03-01'), rate: new Decimal('1.25') }]);
    await other.apply(
      batch([
        created({ contract: 'moved', customer: 'giver', term: ends }),
        created({ contract: 'stays', customer: 'giver', term: ends }),
        created({ contract: 'own', customer: 'taker', term: ends }),
        amended({ contract: 'moved', customer: 'taker', currency: 'CHF', effective: '2025-02-10', term: ends }),
        created({ contract: 'turned', customer: 'other', term: ends }),
        amended({ contract: 'turned', customer: 'other', currency: 'GBP', effective: '2025-01-20', term: ends }),
      ]),
    );
    await other.take(day('2025-03-31'));
    expect(await viewDifferences(other.database)).toEqual([]);
    const moved = await other.database.query(`SELECT customer_id, trim_scale(opening_arr)::int AS opening,
      transferred_in_arr + transferred_out_arr <> 0 AS "isTransferred"
      FROM acv_v1.movement_by_customer_month WHERE month = '2025-02-01' ORDER BY customer_id`);
    expect(moved).toEqual([
      { customer_id: 'giver', opening: 1_200, isTransferred: false },
      { customer_id: 'taker', opening: 1_200, isTransferred: false },
    ]);
    const booked = await other.database.query(
      `SELECT currency, fx_rate FROM acv_v1.booking WHERE contract_id = 'turned' AND month = '2025-01-01'`,
    );
    expect(booked).toEqual([{ currency: 'USD', fx_rate: null }]);
  });
});
