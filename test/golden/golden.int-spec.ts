import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '@app/domain';
import type { Books, Line } from '../conformance/conformance-case.ts';
import { replayed } from '../conformance/replayed.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';
import { type PageRow, pageTable } from './page-table.ts';

const folder = import.meta.dirname;
const ledger = {
  name: 'golden',
  folder,
  events: join(folder, 'events.jsonl'),
  asOf: '2025-12-31',
  policy: join(folder, 'policy.json'),
  rates: join(folder, 'rates.csv'),
};

let service: PostgresService;
let books: Books;

beforeAll(async () => {
  service = await startPostgres();
  books = await replayed(service, ledger);
});
afterAll(() => service.stop());

const AMOUNT = /^-?\d+(\.\d+)?$/;

/** A value as the page writes it: `-` for null, `yes` and `no`, and amounts without trailing zeros. */
const asOnPage = (value: unknown): string => {
  if (value === null || value === undefined) return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return AMOUNT.test(text) ? new Decimal(text).toFixed() : text;
};

const stated = (row: PageRow): PageRow =>
  Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, asOnPage(cell.replaceAll(',', ''))]));

const shown = (row: PageRow, line: Line | undefined): PageRow =>
  Object.fromEntries(Object.keys(row).map((name) => [name, asOnPage(line?.[name])]));

/** Compares each row of a table with the report line that it is about. */
const expectTable = (name: string, lineOf: (row: PageRow) => Line | undefined): void => {
  const rows = pageTable(name);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map((row) => shown(row, lineOf(row)))).toEqual(rows.map(stated));
};

const snapshot = (period: string | undefined, dimension: string, segment: string | undefined): Line | undefined =>
  books.snapshots.find(
    (line) => line['period'] === period && line['dimension'] === dimension && line['segment'] === segment,
  );

describe('the golden ledger', () => {
  it('has the contracts of the page, and no others', () => {
    expectTable('contracts', ({ contract_id }) => books.contracts.find((line) => line['contract_id'] === contract_id));
    expect(books.contracts).toHaveLength(pageTable('contracts').length);
  });

  it.each(['acv', 'movements', 'bridge', 'bookings'])('has the months of the page: %s', (table) => {
    expectTable(table, ({ period }) => snapshot(period, 'all', 'all'));
  });

  it('has the tiers of the page', () => {
    expectTable('tiers', ({ segment }) => snapshot('2025-11', 'tier', segment));
  });

  it('leaves the francs out and reports them as missing in every month', () => {
    const missing = books.snapshots.map((line) => line['missing_fx']);
    expect(missing.every((currencies) => JSON.stringify(currencies) === '["CHF"]')).toBe(true);
  });

  it('refuses the two events that the page names', () => {
    expect(books.refused.map(({ code }) => code)).toEqual(['id_conflict', 'unknown_currency']);
  });
});
