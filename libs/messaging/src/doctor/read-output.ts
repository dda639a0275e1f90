import { createHash } from 'node:crypto';
import { type DigestOf, type PublishedRecord, type ReadOutput, revisionIn } from '@app/processing';
import type { ClusterAccess, FetchedRecord } from './cluster-access.ts';

/** Bytes of one fetch, which bounds the memory besides the keys. */
const FETCH_BYTES = 4 << 20;

export type OutputPartition = Readonly<{ partition: number; leader: number; first: bigint; end: bigint }>;

export const digestOf: DigestOf = (value) =>
  value === null ? 'tombstone' : createHash('md5').update(value).digest('base64');

/** The number that the relay gave the record; 0 for a record of others. */
const sequenceOf = ({ headers }: FetchedRecord): bigint => {
  const text = String(headers['ce_sequence'] ?? '0');
  return /^\d+$/.test(text) ? BigInt(text) : 0n;
};

const keep = (records: Map<string, PublishedRecord>, record: FetchedRecord): void => {
  const key = record.key?.toString() ?? '';
  const sequence = sequenceOf(record);
  const before = records.get(key);
  if (before !== undefined && before.sequence > sequence) return;
  records.set(key, { sequence, revision: revisionIn(record.value), digest: digestOf(record.value) });
};

/**
 * Reads the last record of each key of a topic: all of them, or among the last `most` records. Reading ends where the
 * partitions ended when they were described.
 */
export const readOutput = async (
  access: ClusterAccess,
  topic: string,
  { partitions, most }: Readonly<{ partitions: readonly OutputPartition[]; most: number }>,
): Promise<ReadOutput> => {
  const records = new Map<string, PublishedRecord>();
  const share = most === Infinity ? null : BigInt(Math.ceil(most / Math.max(1, partitions.length)));
  let isWhole = true;
  for (const { partition, leader, first, end } of partitions) {
    const from = share === null || end - first <= share ? first : end - share;
    if (from > first) isWhole = false;
    for (let at = from; at < end;) {
      const fetched = await access.fetch({ topic, partition, leader }, at, FETCH_BYTES);
      for (const record of fetched) if (BigInt(record.offset) >= at) keep(records, record);
      const last = fetched.at(-1);
      // Compaction and markers leave offsets without a record, also at the end.
      if (last === undefined || BigInt(last.offset) < at) break;
      at = BigInt(last.offset) + 1n;
    }
  }
  return { topic, records, isWhole };
};
