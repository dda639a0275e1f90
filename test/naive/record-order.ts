import type { ContractEvent, MergedEvent } from './facts.ts';
import { byCodePoint } from './order.ts';

/** An RFC 3339 time in nanoseconds, because all nine decimals count. */
const instantOf = (time: string): bigint => {
  const fractional = /\.(\d+)/.exec(time)?.[1] ?? '';
  const seconds = Date.parse(time.toUpperCase().replace(/\.\d+/, '')) / 1000;
  return BigInt(seconds) * 1_000_000_000n + BigInt(fractional.padEnd(9, '0'));
};

const byInstant = (a: string, b: string): number => {
  const difference = instantOf(a) - instantOf(b);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
};

const TYPES = ['created', 'amended', 'cancelled'] as const;

/** By version (if all events state one), time, type, id and source (definitions, section 1). */
export const inRecordOrder = (events: readonly ContractEvent[]): readonly ContractEvent[] => {
  const haveVersions = events.every(({ version }) => version !== null);
  return events.toSorted(
    (a, b) =>
      (haveVersions ? (a.version ?? 0) - (b.version ?? 0) : 0) ||
      byInstant(a.time, b.time) ||
      TYPES.indexOf(a.type) - TYPES.indexOf(b.type) ||
      byCodePoint(a.id, b.id) ||
      byCodePoint(a.source, b.source),
  );
};

export const mergesInRecordOrder = (merges: readonly MergedEvent[]): readonly MergedEvent[] =>
  merges.toSorted((a, b) => byInstant(a.time, b.time) || byCodePoint(a.id, b.id) || byCodePoint(a.source, b.source));
