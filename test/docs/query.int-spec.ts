import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '@app/domain';
import { PostgresSignedBooks } from '@app/persistence';
import { SignedAhead } from '@app/processing';
import type { OpenStore } from '../builders/postgres-store.ts';
import { withKnownBook } from '../builders/suite-store.ts';
import { blocksOf } from './blocks.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/how-to/query.md'), 'utf8');

type Row = Readonly<Record<string, string>>;

let store: OpenStore;
/** The snapshots as they are published, by `period dimension segment`. */
const snapshots = new Map<string, Readonly<Record<string, string | number | null>>>();

withKnownBook((opened) => {
  store = opened;
});
beforeAll(async () => {
  for await (const revisions of store.books.currentSnapshots())
    for (const { period, dimension, segment, content } of revisions)
      snapshots.set(`${period} ${dimension} ${segment}`, JSON.parse(content));
});

/** The query below a heading of the page, with its literals in place. */
const queryBelow = (heading: string): string => {
  const [section = ''] = PAGE.split('\n## ').filter((text) => text.startsWith(`${heading}\n`));
  const [block] = blocksOf(section).filter(({ language }) => language === 'sql');
  if (block === undefined) throw new Error(`there is no query below ${heading}`);
  return block.content;
};

/** The rows that a reader gets, every value as text. */
const answer = (heading: string): Promise<readonly Row[]> =>
  store.database.transaction('READ COMMITTED', async ({ query }) => {
    await query('SET LOCAL ROLE acv_reader');
    const rows = await query<{ row: Row }>(
      `SELECT (SELECT json_object_agg(key, value) FROM json_each_text(to_json(answer))) AS row
       FROM (${queryBelow(heading).replace(/;\s*$/, '')}) AS answer`,
    );
    return rows.map(({ row }) => row);
  });

const figure = (period: string, name: string, segment = 'all all'): string =>
  String(snapshots.get(`${period} ${segment}`)?.[name]);

const sum = (values: readonly (string | undefined)[]): Decimal =>
  values.reduce((total, value) => total.plus(value ?? 0), new Decimal(0));

const MONTHS = ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05', '2025-06'];

describe('the queries of the page', () => {
  it('are twelve, each with a test of its figures here', () => {
    const queries = blocksOf(PAGE).filter(({ language, marks }) => language === 'sql' && marks.notRun === null);
    expect(queries).toHaveLength(12);
  });

  it('How does the ACV move?', async () => {
    const rows = await answer('How does the ACV move?');
    expect(rows.map(({ month }) => month?.slice(0, 7))).toEqual(MONTHS);
    for (const name of ['acv', 'acv_trend_pct', 'acv_trend_cc_pct', 'arr', 'active_logos'])
      expect(rows.map((row) => String(row[name]))).toEqual(MONTHS.map((month) => figure(month, name)));
  });

  it('Which tier moved it?', async () => {
    const rows = await answer('Which tier moved it?');
    const tiers = [...snapshots.keys()].filter((key) => key.startsWith('2025-06 tier '));
    expect(rows).toHaveLength(tiers.length);
    for (const { segment, ...row } of rows)
      for (const [name, value] of Object.entries(row))
        expect([segment, name, String(value)]).toEqual([segment, name, figure('2025-06', name, `tier ${segment}`)]);
    const effects = sum(rows.flatMap(({ mix_effect, rate_effect }) => [mix_effect, rate_effect]));
    const change = new Decimal(figure('2025-06', 'acv')).minus(figure('2025-06', 'acv_prior'));
    expect(effects.minus(change).abs().lt('0.001')).toBe(true);
  });

  it('Why did the ACV of a month change?', async () => {
    const [row = {}] = await answer('Why did the ACV of a month change?');
    const { acv, acv_prior, ...parts } = row;
    expect(sum([acv_prior, ...Object.values(parts)]).toFixed(4)).toBe(acv);
    for (const [name, value] of Object.entries(row)) expect([name, value]).toEqual([name, figure('2025-06', name)]);
  });

  it('What was reported then, and what is it now?', async () => {
    const rows = await answer('What was reported then, and what is it now?');
    expect(rows.map(({ period }) => period)).toEqual(MONTHS.slice(0, 3));
    expect(rows.map(({ acv_now }) => acv_now)).toEqual(MONTHS.slice(0, 3).map((month) => figure(month, 'acv')));
    expect(rows.map(({ acv_then, acv_now }) => acv_then !== acv_now)).toEqual([true, true, true]);
    // March was open when it was taken first.
    expect(rows.map(({ status }) => status)).toEqual(['restated', 'restated', 'closed']);
  });

  it('Who are the largest customers?', async () => {
    const rows = await answer('Who are the largest customers?');
    expect(rows[0]).toMatchObject({ customer_id: 'bolt', share: figure('2025-06', 'top1_share') });
    expect(sum(rows.map(({ arr }) => arr)).toFixed()).toBe(figure('2025-06', 'arr'));
    expect(String(rows.length)).toBe(figure('2025-06', 'active_logos'));
  });

  it('What did a customer pay over time?', async () => {
    const rows = await answer('What did a customer pay over time?');
    // 1,200 euros, and 7,200 dollars: a euro is worth 1.25 dollars, from March on 1.5.
    expect(rows.map(({ arr }) => Number(arr))).toEqual([8_700, 8_700, 9_000, 9_000, 9_000, 9_000]);
    expect(rows.map(({ active_contracts }) => active_contracts)).toEqual(Array.from({ length: 6 }, () => '2'));
  });

  it('How did the ARR of a month come about?', async () => {
    const [row = {}] = await answer('How did the ARR of a month come about?');
    const { transferred_arr, ...parts } = row;
    expect(Number(transferred_arr)).toBe(0);
    for (const [name, value] of Object.entries(parts))
      expect([name, new Decimal(value).toFixed()]).toEqual([name, figure('2025-05', name)]);
  });

  it('Who left or shrank?', async () => {
    const rows = await answer('Who left or shrank?');
    const lost = MONTHS.slice(3).flatMap((month) => [figure(month, 'churn_arr'), figure(month, 'contraction_arr')]);
    expect(sum(rows.map(({ lost_arr }) => lost_arr)).toFixed()).toBe(sum(lost).toFixed());
    expect(rows).toMatchObject([{ customer_id: 'foxtrot', movement: 'churn', opening_arr: '480' }]);
  });

  it('How much ARR has each cohort left?', async () => {
    const rows = await answer('How much ARR has each cohort left?');
    expect(rows.length).toBeGreaterThan(2);
    for (const { cohort = '', month = '', arr = '', customers } of rows) {
      const segment = `cohort ${cohort.slice(0, 7)}`;
      expect(new Decimal(arr).toFixed()).toBe(figure(month.slice(0, 7), 'arr', segment));
      expect(customers).toBe(figure(month.slice(0, 7), 'active_logos', segment));
    }
  });

  it('Which contracts have the largest discounts?', async () => {
    const rows = await answer('Which contracts have the largest discounts?');
    const discount = new Decimal(figure('2025-06', 'gross_arr')).minus(figure('2025-06', 'arr'));
    expect(sum(rows.map((row) => row['discount'])).toFixed()).toBe(discount.toFixed());
  });

  it('What was booked?', async () => {
    const rows = await answer('What was booked?');
    for (const { month = '', bookings, acv = '', acv_average } of rows.filter(
      (row) => (row['month'] ?? '') >= '2025',
    )) {
      expect(bookings).toBe(figure(month.slice(0, 7), 'bookings_count'));
      expect(new Decimal(acv).toFixed()).toBe(figure(month.slice(0, 7), 'bookings_acv_total'));
      expect(acv_average).toBe(figure(month.slice(0, 7), 'bookings_acv_average'));
    }
    expect(rows.length).toBeGreaterThan(1);
  });

  it('Which terms end soon?', async () => {
    const rows = await answer('Which terms end soon?');
    const signed = new SignedAhead(new PostgresSignedBooks(store.database, store), store.policy);
    const months = (await signed.months(12)).rows.filter(({ dimension }) => dimension === 'all');
    for (const { month, figures } of months) {
      const due = rows.filter((row) => row['month']?.slice(0, 7) === month);
      expect(due.reduce((total, { contracts }) => total + Number(contracts), 0)).toBe(figures['due_contracts']);
      expect(sum(due.map(({ arr }) => arr)).toFixed()).toBe(figures['due_arr']);
    }
    expect(rows.length).toBeGreaterThan(0);
  });
});
