import { isDeepStrictEqual } from 'node:util';
import { snapshotKey, type SnapshotName } from '@app/wire';
import type { Books, Line } from './conformance-case.ts';

/** Fields about the revision, which differ from run to run and between versions of the program. */
const ABOUT_THE_REVISION = [
  ...['snapshot_id', 'revision', 'reason', 'emitted_at', 'policy_id', 'calc_version'],
] as const;

/** Fields that name a segment and its period and measure nothing. */
const LABELS = [
  ...['grain', 'period', 'period_start', 'period_end', 'measured_on', 'dimension', 'segment', 'status', 'as_of'],
  ...['reporting_currency', 'missing_fx', 'trend_null_reason'],
] as const;

const isOneOf = (names: readonly string[], name: string): boolean => names.includes(name);

const isZero = (value: unknown): boolean =>
  value === null || (Array.isArray(value) && value.length === 0) || Number(value) === 0;

/** A segment with nothing but zeros equals an absent one. The whole (`all`) is never absent. */
const saysNothing = (snapshot: Line): boolean =>
  snapshot['dimension'] !== 'all' &&
  Object.entries(snapshot).every(
    ([field, value]) => isOneOf(LABELS, field) || isOneOf(ABOUT_THE_REVISION, field) || isZero(value),
  );

const shown = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value));

/** The signals of a snapshot have no order. */
const comparable = (field: string, value: unknown): unknown =>
  field === 'signals' && Array.isArray(value) ? value.map((signal) => JSON.stringify(signal)).toSorted() : value;

const fieldDifferences = (name: string, expected: Line, actual: Line): readonly string[] =>
  [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
    .filter((field) => !isOneOf(ABOUT_THE_REVISION, field))
    .flatMap((field) => {
      const [wanted, found] = [comparable(field, expected[field]), comparable(field, actual[field])];
      if (isDeepStrictEqual(wanted, found)) return [];
      return [`${name}.${field}: expected ${shown(expected[field])}, is ${shown(actual[field])}`];
    });

const byKey = (lines: readonly Line[], key: (line: Line) => string): ReadonlyMap<string, Line> => {
  const map = new Map(lines.map((line) => [key(line), line]));
  if (map.size !== lines.length) throw new Error('A key occurs twice in a report.');
  return map;
};

/** The cast is safe: the four naming fields of a snapshot are strings in every report. */
const nameOf = (snapshot: Line): string => snapshotKey(snapshot as SnapshotName);

const snapshotDifferences = (expected: readonly Line[], actual: readonly Line[]): readonly string[] => {
  const [wanted, found] = [byKey(expected, nameOf), byKey(actual, nameOf)];
  return [...new Set([...wanted.keys(), ...found.keys()])].flatMap((key) => {
    const [one, other] = [wanted.get(key), found.get(key)];
    if (one !== undefined && other !== undefined) return fieldDifferences(key, one, other);
    const only = one ?? other ?? {};
    return saysNothing(only) ? [] : [`${key}: ${one === undefined ? 'not expected' : 'missing'}`];
  });
};

const statedOf = (expected: Line, actual: Line): Line =>
  Object.fromEntries(Object.entries(actual).filter(([field]) => field in expected));

/** The expected contracts of a case state the measures alone; what else a report has is not compared. */
const contractDifferences = (expected: readonly Line[], actual: readonly Line[]): readonly string[] => {
  const id = (line: Line): string => String(line['contract_id']);
  const [wanted, found] = [byKey(expected, id), byKey(actual, id)];
  return [...new Set([...wanted.keys(), ...found.keys()])].flatMap((key) => {
    const [one, other] = [wanted.get(key), found.get(key)];
    return one === undefined || other === undefined
      ? [`${key}: ${one === undefined ? 'not expected' : 'missing'}`]
      : fieldDifferences(key, one, statedOf(one, other));
  });
};

/** Messages are not compared: their wording is not part of the format. */
const refusedDifferences = (expected: readonly Line[], actual: readonly Line[]): readonly string[] => {
  const lineAndCode = ({ file, line, code }: Line): string => `${shown(file)} ${shown(line)} ${shown(code)}`;
  const [wanted, found] = [expected.map(lineAndCode).toSorted(), actual.map(lineAndCode).toSorted()];
  return isDeepStrictEqual(wanted, found) ? [] : [`refused: expected ${wanted.join('; ')}, are ${found.join('; ')}`];
};

/** One line of text for each difference between two sets of books; empty when they are equal. */
export const differences = (expected: Books, actual: Books): readonly string[] => [
  ...contractDifferences(expected.contracts, actual.contracts),
  ...refusedDifferences(expected.refused, actual.refused),
  ...snapshotDifferences(expected.snapshots, actual.snapshots),
];
