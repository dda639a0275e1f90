import { describe, expect, it } from '@jest/globals';
import { Fraction, fraction } from '../properties/fraction.ts';
import { naiveBook } from './naive-book.ts';
import { bookFrom, type RandomBook } from './random-book.ts';
import type { Row } from './rows.ts';

const SEEDS = Array.from({ length: 40 }, (_, i) => i);

const readingOf = ({ events, policy, rates, asOf }: RandomBook) => naiveBook(events, policy, rates, asOf);

const sumOf = (row: Row, fields: readonly string[]): string =>
  Fraction.sum(fields.map((field) => fraction(String(row[field])))).rounded();

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

const SUMMED = ['arr', 'gross_arr', 'opening_arr', 'one_time_total', 'bookings_acv_total', 'bookings_count'] as const;

const periodOf = (row: Row): string => JSON.stringify([row['grain'], row['period'], row['dimension']]);
const wholeOf = (row: Row): string => JSON.stringify([row['grain'], row['period'], 'all']);

describe('a random book', () => {
  it('is the same for the same seed', () => {
    expect(bookFrom(7)).toEqual(bookFrom(7));
    expect(bookFrom(7)).not.toEqual(bookFrom(8));
  });

  it.each(SEEDS)('adds up, read naively: seed %p', (seed) => {
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
        const sums = segments.map((row) => fraction(String(row[field])));
        expect([field, Fraction.sum(sums).rounded()]).toEqual([field, String(whole[field])]);
      }
    }
  });
});
