import type { OutgoingRecord } from '@app/processing';
import type { KeyedRecord } from '../producer/keyed-record.ts';

/** The record as Kafka gets it. Subscribers keep, for each key, the record with the highest `ce_sequence`. */
export const sequenced = ({ number, key, value, headers }: OutgoingRecord): KeyedRecord => ({
  key,
  value,
  headers: { ...headers, ce_sequence: Buffer.from(String(number)) },
});
