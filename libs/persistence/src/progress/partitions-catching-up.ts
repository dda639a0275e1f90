import type { Querying } from '../database/database.ts';
import { CATCHING_UP } from './catching-up.ts';

/** A partition that is catching up. `next` is null if nothing of it has been read. `end` is where it is read to. */
export type PartitionCatchingUp = Readonly<{ topic: string; partition: number; next: bigint | null; end: bigint }>;

const IN_ORDER = `
SELECT topic, partition, next_offset::text, log_end::text FROM (${CATCHING_UP}) AS partition_behind
ORDER BY topic, partition`;

/** The partitions that keep the store from being up to date; none if it does not catch up. */
export const partitionsCatchingUp = async (database: Querying): Promise<readonly PartitionCatchingUp[]> => {
  const rows = await database.query<{
    topic: string;
    partition: number;
    next_offset: string | null;
    log_end: string;
  }>(IN_ORDER);
  return rows.map(({ topic, partition, next_offset, log_end }) => ({
    topic,
    partition,
    next: next_offset === null ? null : BigInt(next_offset),
    end: BigInt(log_end),
  }));
};
