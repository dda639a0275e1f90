import { describe, expect, it } from '@jest/globals';
import { Fraction, fraction } from '../properties/fraction.ts';
import { bookFrom, type Cell, naiveBook, type RandomBook, type Row, rowDifferences } from './index.ts';

const SEEDS = Array.from({ length: 25 }, (_, i) => i);

const readingOf = ({ events, policy, rates, asOf }: RandomBook) => naiveBook(events, policy, rates, asOf);

/** The text of a figure. A list of signals or currencies is not a figure. */
const textOf = (cell: Cell | undefined): string =>
  typeof cell === 'string' || typeof cell === 'number' ? String(cell) : 'none';

const sumOf = (row: Row, fields: readonly string[]): string =>
  Fraction.sum(fields.map((field) => fraction(textOf(row[field])))).rounded();

const countOf = (row: Row, fields: readonly string[]): number =>
  fields.reduce((sum, field) => sum + Number(row[field]), 0);

const MOVEMENTS = [
  ...['opening_arr', 'new_arr', 'reactivation_arr', 'churn_arr', 'transferred_in_arr', 'transferred_out_arr'],
  ...['moved_in_arr', 'moved_out_arr', 'expansion_arr', 'contraction_arr', 'fx_arr'],
] as const;

const LOGOS_IN = [
  ...['opening_logos', 'new_logos', 'reactivated_logos', 'moved_in_logos', 'transferred_in_logos'],
] as const;
const LOGOS_OUT = ['moved_out_logos', 'transferred_out_logos', 'churned_logos'] as const;

const BRIDGE = [
  ...['bridge_left_mix', 'bridge_price', 'bridge_quantity', 'bridge_discount', 'bridge_product'],
  ...['bridge_fx', 'bridge_entered_mix'],
] as const;

const AHEAD = ['opening_arr', 'starting_arr', 'step_up_arr', 'step_down_arr', 'ending_arr'] as const;

/** Fields that only a snapshot has, that only a comparison has, or that depend on the year-ago day too. */
const isOfOneKind = (field: string): boolean =>
  field.endsWith('_yoy_pct') ||
  [
    ...['from', 'to', 'grain', 'period', 'period_start', 'period_end', 'measured_on', 'status', 'as_of', 'signals'],
    'missing_fx',
  ].includes(field);

const compared = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([field]) => !isOfOneKind(field)));

const SUMMED = ['arr', 'gross_arr', 'opening_arr', 'one_time_total', 'bookings_acv_total', 'bookings_count'] as const;

const periodOf = (row: Row): string => JSON.stringify([row['grain'], row['period'], row['dimension']]);
const wholeOf = (row: Row): string => JSON.stringify([row['grain'], row['period'], 'all']);

describe('a random book', () => {
  it('is the same for the same seed', () => {
    expect(bookFrom(7)).toEqual(bookFrom(7));
    expect(bookFrom(7)).not.toEqual(bookFrom(8));
  });

  it.each(SEEDS.slice(0, 10))('gives the same figures in any order of its events: seed %p', (seed) => {
    const book = bookFrom(seed);
    const [one, other] = [readingOf(book), readingOf({ ...book, events: book.events.toReversed() })];
    expect(rowDifferences(one.contracts(), other.contracts())).toEqual([]);
    expect(rowDifferences(one.snapshots(), other.snapshots())).toEqual([]);
  });

  it.each(SEEDS)('compares the last days of two periods as its snapshots do: seed %p', (seed) => {
    const book = bookFrom(seed);
    const reading = readingOf(book);
    const snapshots = reading.snapshots().filter(({ grain }) => grain === (book.policy.grains ?? ['month'])[0]);
    const days = [...new Set(snapshots.map((row) => textOf(row['measured_on'])))].toSorted();
    const [from, to] = days.slice(-2);
    if (from === undefined || to === undefined) return;
    const taken = snapshots.filter((row) => row['measured_on'] === to);
    expect(rowDifferences(taken.map(compared), reading.compare(from, to).map(compared))).toEqual([]);
  });

  it.each(SEEDS)('adds up in the months ahead: seed %p', (seed) => {
    const rows = readingOf(bookFrom(seed)).ahead(6);
    expect(rows.filter(({ dimension }) => dimension === 'all')).toHaveLength(6);
    for (const row of rows) {
      expect(sumOf(row, AHEAD)).toBe(row['arr']);
      expect(sumOf(row, ['committed_arr', 'evergreen_arr', 'renewing_arr'])).toBe(row['arr']);
      expect(sumOf(row, ['renewed_arr', 'auto_renewing_arr', 'expiring_arr'])).toBe(row['due_arr']);
    }
  });

  it.each(SEEDS)('adds up in its snapshots: seed %p', (seed) => {
    const rows = readingOf(bookFrom(seed)).snapshots();
    expect(rows.length).toBeLessThan(800);
    for (const row of rows) {
      expect(sumOf(row, MOVEMENTS)).toBe(row['arr']);
      expect(countOf(row, LOGOS_IN) - countOf(row, LOGOS_OUT)).toBe(row['active_logos']);
      if (row['bridge_fx'] === null) continue;
      expect(sumOf(row, [...BRIDGE, 'acv_prior'])).toBe(sumOf(row, ['acv']));
    }
    const wholes = new Map(rows.filter(({ dimension }) => dimension === 'all').map((row) => [periodOf(row), row]));
    for (const segments of Map.groupBy(rows, periodOf).values()) {
      const whole = wholes.get(wholeOf(segments[0] ?? {})) ?? {};
      for (const field of SUMMED) {
        const sums = segments.map((row) => fraction(textOf(row[field])));
        expect([field, Fraction.sum(sums).rounded()]).toEqual([field, textOf(whole[field])]);
      }
    }
  });
});
