import type { IncomingBatch, IncomingRecord } from '@app/processing';
import type { Transaction } from '../database/database.ts';
import { ProgressWentBackError } from './progress-went-back-error.ts';

/** Stores where a partition begins, unless its progress is stored already; by primary key. */
const OPEN_PROGRESS = `
INSERT INTO progress (topic, partition, next_offset, log_end) VALUES ($1, $2, $3, $4)
ON CONFLICT (topic, partition) DO NOTHING`;

/** The next offset of a partition, locked until the transaction ends; by primary key. */
const LOCK_PROGRESS = `SELECT next_offset::text FROM progress WHERE topic = $1 AND partition = $2 FOR UPDATE`;

/** By primary key. Another owner of the partition may have advanced it further. */
const ADVANCE_PROGRESS = `
UPDATE progress SET next_offset = greatest(next_offset, $3), log_end = $4, updated_at = now()
WHERE topic = $1 AND partition = $2`;

type Positioned = Readonly<{ record: Pick<IncomingRecord, 'position'> }>;

/** The origin and the positions of a batch, without its records. */
type Stretch = Omit<IncomingBatch, 'records'>;

/** The smallest position in lists that ascend. */
const firstPosition = (lists: readonly (readonly Positioned[])[], otherwise: bigint): bigint => {
  const positions = lists.flatMap((list) => list.slice(0, 1)).map(({ record }) => record.position);
  return positions.reduce((a, b) => (a < b ? a : b), positions[0] ?? otherwise);
};

/**
 * Next offset and log end of a partition that this consumer sees for the first time: it begins at the first record of
 * these lists. Null for a partition seen before: if the store has no progress of it, the store is behind.
 */
export const opening = (
  { origin, follows, nextPosition, logEnd }: Stretch,
  lists: readonly (readonly Positioned[])[],
): readonly [nextOffset: string, logEnd: string] | null => {
  if (origin.kind === 'file' || follows !== null) return null;
  const first = firstPosition(lists, nextPosition);
  return [String(first), String(logEnd ?? first)];
};

/**
 * The first position of a batch that is not done yet, given the stored next offset. Throws `ProgressWentBackError` if
 * the store is behind the offset that the batch follows, because the records between the two would be skipped for good.
 */
export const firstToDo = ({ origin, follows }: Stretch, stored: bigint | null): bigint => {
  if (origin.kind === 'file') return 0n;
  if (stored === null || (follows !== null && stored < follows))
    throw new ProgressWentBackError(origin, follows ?? 0n, stored);
  return stored;
};

/**
 * Locks the progress of the partition and returns the first position that is not done yet. A second owner of the
 * partition waits for the lock, and then finds the batch done.
 */
export const lockProgress = async (
  { query }: Transaction,
  batch: Stretch,
  lists: readonly (readonly Positioned[])[],
): Promise<bigint> => {
  if (batch.origin.kind === 'file') return 0n;
  const { topic, partition } = batch.origin;
  const opens = opening(batch, lists);
  if (opens !== null) await query(OPEN_PROGRESS, [topic, partition, ...opens]);
  const [row] = await query<{ next_offset: string }>(LOCK_PROGRESS, [topic, partition]);
  return firstToDo(batch, row === undefined ? null : BigInt(row.next_offset));
};

/** Moves the stored next offset behind the batch, and never back. */
export const advanceProgress = async (
  { query }: Transaction,
  { origin, nextPosition, logEnd }: Stretch,
): Promise<void> => {
  if (origin.kind === 'file') return;
  const next = [String(nextPosition), String(logEnd ?? nextPosition)];
  await query(ADVANCE_PROGRESS, [origin.topic, origin.partition, ...next]);
};
