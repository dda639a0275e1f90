import type { NewOutgoingRecord } from '@app/processing';
import type { Transaction } from '../database/database.ts';
import { headersJson } from './headers-json.ts';

/** The ids ascend in the given order. */
const INSERT_OUTGOING = `
INSERT INTO outbox (topic, key, value, headers)
SELECT topic, key, value, headers
FROM unnest($1::text[], $2::bytea[], $3::bytea[], $4::json[])
  WITH ORDINALITY AS outgoing(topic, key, value, headers, ordinal)
ORDER BY ordinal`;

/**
 * Puts records into the outbox. The caller holds the lock that serialises their keys, so the ids drawn here order the
 * records of a key.
 */
export const appendOutgoing = async ({ query }: Transaction, records: readonly NewOutgoingRecord[]): Promise<void> => {
  if (records.length === 0) return;
  await query(INSERT_OUTGOING, [
    records.map(({ topic }) => topic),
    records.map(({ key }) => key),
    records.map(({ value }) => value),
    records.map(({ headers }) => headersJson(headers)),
  ]);
};
