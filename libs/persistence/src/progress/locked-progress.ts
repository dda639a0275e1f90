import type { IncomingBatch, IncomingRecord } from '@app/processing';
import type { Transaction } from '../database/database.ts';
import { ProgressWentBackError } from './progress-went-back-error.ts';

const OPEN_PROGRESS = `
INSERT INTO progress (topic, partition, next_offset, log_end) VALUES ($1, $2, $3, $4)
ON CONFLICT (topic, partition) DO NOTHING`;

/** By primary key. */
const LOCK_PROGRESS = `SELECT next_offset::text FROM progress WHERE topic = $1 AND partition = $2 FOR UPDATE`;

/** By primary key. Another owner of the partition may be further on. */
const ADVANCE_PROGRESS = `
UPDATE progress SET next_offset = greatest(next_offset, $3), log_end = $4, updated_at = now()
WHERE topic = $1 AND partition = $2`;

type Placed = Readonly<{ record: Pick<IncomingRecord, 'position'> }>;

/** Where a batch lies; its records may have been sorted out already. */
type Stretch = Omit<IncomingBatch, 'records'>;

/** Of lists that each ascend. */
const firstPosition = (lists: readonly (readonly Placed[])[], otherwise: bigint): bigint => {
  const positions = lists.flatMap((list) => list.slice(0, 1)).map(({ record }) => record.position);
  return positions.reduce((a, b) => (a < b ? a : b), positions[0] ?? otherwise);
};

/**
 * Next offset and log end with which a partition that was never seen begins, at the first of the records in these lists.
 * Null for one that has been seen: where it is no longer known, the store is behind.
 */
export const opening = (
  { origin, follows, nextPosition, logEnd }: Stretch,
  lists: readonly (readonly Placed[])[],
): readonly [nextOffset: string, logEnd: string] | null => {
  if (origin.kind === 'file' || follows !== null) return null;
  const first = firstPosition(lists, nextPosition);
  return [String(first), String(logEnd ?? first)];
};

/**
 * The first position that is still to be done, by what is stored. Throws `ProgressWentBackError` where the store is behind
 * what the batch follows on, since the records between the two would be passed over for good.
 */
export const firstToDo = ({ origin, follows }: Stretch, stored: bigint | null): bigint => {
  if (origin.kind === 'file') return 0n;
  if (stored === null || (follows !== null && stored < follows))
    throw new ProgressWentBackError(origin, follows ?? 0n, stored);
  return stored;
};

/** The first position that is still to be done. The row of the partition stays locked: who comes second finds the batch done. */
export const lockProgress = async (
  { query }: Transaction,
  batch: Stretch,
  lists: readonly (readonly Placed[])[],
): Promise<bigint> => {
  if (batch.origin.kind === 'file') return 0n;
  const { topic, partition } = batch.origin;
  const opens = opening(batch, lists);
  if (opens !== null) await query(OPEN_PROGRESS, [topic, partition, ...opens]);
  const [row] = await query<{ next_offset: string }>(LOCK_PROGRESS, [topic, partition]);
  return firstToDo(batch, row === undefined ? null : BigInt(row.next_offset));
};

/** Moves the position behind the batch, never back. */
export const advanceProgress = async (
  { query }: Transaction,
  { origin, nextPosition, logEnd }: Stretch,
): Promise<void> => {
  if (origin.kind === 'file') return;
  const next = [String(nextPosition), String(logEnd ?? nextPosition)];
  await query(ADVANCE_PROGRESS, [origin.topic, origin.partition, ...next]);
};
