import type { LogRange, Missing } from './partition-stopped.ts';

/** The decision on a batch that was not fetched from the stored offset. */
export type StartDecision =
  | Readonly<{ kind: 'apply' }>
  | Readonly<{ kind: 'seek'; to: bigint }>
  | Readonly<{ kind: 'stop'; missing: Missing; stored: bigint }>;

export type Fetched = Readonly<{
  /** The offset that was asked for, which is not always that of the first record. */
  from: bigint;
  /** The next offset to process by the stored progress. Null: no progress is stored. */
  expected: bigint | null;
  log: LogRange;
  /** Where we have sought to since the last batch that was applied. */
  soughtTo: bigint | null;
}>;

/**
 * A batch from another offset is dropped and fetched again from the right one. A later batch is applied only if the
 * driver returns it after a seek to the right offset: then there are no records in between, because the driver itself
 * skips transaction markers and aborted records.
 */
export function startDecision({ from, expected, log, soughtTo }: Fetched): StartDecision {
  const missing = expected === null ? null : missingFrom(log, expected);
  if (expected !== null && missing !== null) return { kind: 'stop', missing, stored: expected };
  const start = expected ?? log.first;
  const isInPlace = from === start || (from > start && soughtTo === start);
  return isInPlace ? { kind: 'apply' } : { kind: 'seek', to: start };
}

/** Why the log cannot continue at `next`. Null if it can. */
export function missingFrom({ first, end }: LogRange, next: bigint): Missing | null {
  if (next < first) return 'removed';
  return next > end ? 'recreated' : null;
}
