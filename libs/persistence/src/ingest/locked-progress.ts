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

type Placed = Readonly<{ record: IncomingRecord }>;

/** Where a batch lies; its records may have been sorted out already. */
type Stretch = Omit<IncomingBatch, 'records'>;

/** Of lists that each ascend. */
const firstPosition = (lists: readonly (readonly Placed[])[], otherwise: bigint): bigint => {
  const positions = lists.flatMap((list) => list.slice(0, 1)).map(({ record }) => record.position);
  return positions.reduce((a, b) => (a < b ? a : b), positions[0] ?? otherwise);
};

/**
 * The first position that is still to be done, of a batch whose records stand in these lists. The row of the partition
 * stays locked: who comes second finds the batch done. Throws `ProgressWentBackError` where the store is behind what the
 * batch follows on, since the records between the two would be passed over for good.
 */
export const firstToDo = async (
  { query }: Transaction,
  { origin, follows, nextPosition, logEnd }: Stretch,
  lists: readonly (readonly Placed[])[],
): Promise<bigint> => {
  const first = firstPosition(lists, nextPosition);
  if (origin.kind === 'file') return first;
  const { topic, partition } = origin;
  // Only a partition that was never seen is begun; one that has been and is no longer known is behind.
  if (follows === null) await query(OPEN_PROGRESS, [topic, partition, String(first), String(logEnd ?? first)]);
  const [row] = await query<{ next_offset: string }>(LOCK_PROGRESS, [topic, partition]);
  const stored = row === undefined ? null : BigInt(row.next_offset);
  if (follows !== null && (stored === null || stored < follows))
    throw new ProgressWentBackError(origin, follows, stored);
  return stored ?? first;
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
