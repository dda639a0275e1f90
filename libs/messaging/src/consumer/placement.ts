import type { LogRange, Missing } from './partition-stopped.ts';

/** What to do with a batch that was fetched from elsewhere than expected. */
export type Placement =
  | Readonly<{ kind: 'take' }>
  | Readonly<{ kind: 'seek'; to: bigint }>
  | Readonly<{ kind: 'stop'; missing: Missing; stored: bigint }>;

export type Fetched = Readonly<{
  /** The offset that was asked for, not that of the first record. */
  from: bigint;
  /** Where the stored progress says that it continues; null: the partition was never seen. */
  expected: bigint | null;
  log: LogRange;
  /** Where we have sought to since the last batch that was taken. */
  soughtTo: bigint | null;
}>;

/**
 * A batch from another offset is dropped and fetched again from the right one. Only where the driver comes back from
 * behind it a second time are there no records in between (it passes over transaction markers and aborted records by
 * itself), and the batch is taken.
 */
export function placement({ from, expected, log, soughtTo }: Fetched): Placement {
  const missing = expected === null ? null : missingFrom(log, expected);
  if (expected !== null && missing !== null) return { kind: 'stop', missing, stored: expected };
  const start = expected ?? log.first;
  const isInPlace = from === start || (from > start && soughtTo === start);
  return isInPlace ? { kind: 'take' } : { kind: 'seek', to: start };
}

/** What the log lacks of what is to be processed next, or null. */
export function missingFrom({ first, end }: LogRange, next: bigint): Missing | null {
  if (next < first) return 'removed';
  return next > end ? 'recreated' : null;
}
