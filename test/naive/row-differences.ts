import { isDeepStrictEqual } from 'node:util';
import { byCodePoint } from './order.ts';
import type { Cell, Row } from './rows.ts';

/** Fields that name a row and measure nothing. */
const LABELS = new Set([
  ...['grain', 'period', 'period_start', 'period_end', 'measured_on', 'dimension', 'segment', 'status', 'as_of'],
  ...['reporting_currency', 'missing_fx', 'trend_null_reason', 'from', 'to', 'month', 'day', 'reason', 'product'],
]);

const KEY = [
  ...['contract_id', 'grain', 'period', 'from', 'to', 'month', 'day', 'dimension', 'segment', 'reason', 'product'],
];

const keyOf = (row: Row): string => JSON.stringify(KEY.map((field) => row[field] ?? null));

const isZero = (value: Cell): boolean =>
  value === null || (Array.isArray(value) && value.length === 0) || Number(value) === 0;

/** Whether a row has nothing but labels and zeros. */
export const isOnlyZeros = (row: Row): boolean =>
  Object.entries(row).every(([field, value]) => LABELS.has(field) || isZero(value));

/** A segment with nothing but zeros equals an absent one. The whole (`all`) is never absent. */
const mayBeAbsent = (row: Row): boolean =>
  row['dimension'] !== 'all' && row['contract_id'] === undefined && isOnlyZeros(row);

/** Signals have no order. */
const comparable = (field: string, value: Cell | undefined): unknown =>
  field === 'signals' && Array.isArray(value)
    ? value.map((signal) => JSON.stringify(Object.entries(signal).toSorted(([a], [b]) => byCodePoint(a, b)))).toSorted()
    : value;

const shown = (value: Cell | undefined): string => (value === undefined ? 'absent' : JSON.stringify(value));

const byKey = (rows: readonly Row[]): ReadonlyMap<string, Row> => new Map(rows.map((row) => [keyOf(row), row]));

/** One line of text for each difference between two reports. */
export const rowDifferences = (expected: readonly Row[], actual: readonly Row[]): readonly string[] => {
  const [wanted, found] = [byKey(expected), byKey(actual)];
  return [...new Set([...wanted.keys(), ...found.keys()])].flatMap((key) => {
    const [one, other] = [wanted.get(key), found.get(key)];
    if (one === undefined || other === undefined) {
      if (mayBeAbsent(one ?? other ?? {})) return [];
      return [`${key}: ${one === undefined ? 'not expected' : 'missing'}`];
    }
    return [...new Set([...Object.keys(one), ...Object.keys(other)])]
      .filter((field) => !isDeepStrictEqual(comparable(field, one[field]), comparable(field, other[field])))
      .map((field) => `${key}.${field}: expected ${shown(one[field])}, is ${shown(other[field])}`);
  });
};
