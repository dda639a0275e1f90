import { deadLetter, type Origin, type RefusedRecord } from '@app/processing';
import type { Transaction } from '../database/database.ts';
import { appendOutgoing } from '../outbox/append-outgoing.ts';
import { headersJson } from '../outbox/headers-json.ts';
import { storableText } from './storable-text.ts';

/**
 * By refused_origin_partition_position_key: a file that is read again refuses its lines again, and each is stored once.
 */
const INSERT_REFUSED = `
INSERT INTO refused (origin, partition, position, code, field, message, key, value, headers, format)
SELECT $1, $2, *
FROM unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bytea[], $9::json[], $10::text[])
ON CONFLICT (origin, partition, position) DO NOTHING`;

const byPosition = (a: RefusedRecord, b: RefusedRecord): number => (a.record.position < b.record.position ? -1 : 1);

/**
 * Stores refused records, and puts a dead letter for each one of a topic into the outbox, byte for byte. Returns them
 * in ascending order of position. The caller holds the partition's progress, which orders the dead letters.
 */
export const writeRefused = async (
  transaction: Transaction,
  origin: Origin,
  unordered: readonly RefusedRecord[],
): Promise<readonly RefusedRecord[]> => {
  if (unordered.length === 0) return [];
  const refused = unordered.toSorted(byPosition);
  await transaction.query(INSERT_REFUSED, [
    origin.kind === 'file' ? origin.file : origin.topic,
    origin.kind === 'file' ? -1 : origin.partition,
    refused.map(({ record }) => String(record.position)),
    refused.map(({ refusal }) => refusal.code),
    refused.map(({ refusal }) => storableText(refusal.field)),
    refused.map(({ refusal }) => storableText(refusal.message)),
    refused.map(({ record }) => record.key),
    refused.map(({ record }) => record.value),
    refused.map(({ record }) => headersJson(record.headers)),
    refused.map(({ format }) => format ?? null),
  ]);
  const letters = refused.map((record) => deadLetter(origin, record)).filter((letter) => letter !== null);
  await appendOutgoing(transaction, letters);
  return refused;
};
