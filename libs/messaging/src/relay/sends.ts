import type { OutgoingRecord } from '@app/processing';
import type { Message } from 'kafkajs';

/** What a record weighs besides its key, value and headers, generously. */
const OVERHEAD = 100;

/**
 * Records cut into runs of at most `maxBytes`, in order. The driver puts all records that it is given for a partition into
 * one record batch, and the broker's limit is one on batches: many small records would be refused as too large.
 */
export function* sends(records: readonly OutgoingRecord[], maxBytes: number): Generator<readonly OutgoingRecord[]> {
  let run: OutgoingRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = sizeOf(record);
    if (run.length > 0 && bytes + size > maxBytes) {
      yield run;
      run = [];
      bytes = 0;
    }
    run.push(record);
    bytes += size;
  }
  if (run.length > 0) yield run;
}

/** As it goes out: subscribers keep, for each key, the record with the highest `ce_sequence`. */
export const message = ({ number, key, value, headers }: OutgoingRecord): Message => ({
  key,
  value,
  headers: { ...headers, ce_sequence: Buffer.from(String(number)) },
});

export const totalBytes = (records: readonly OutgoingRecord[]): number =>
  records.reduce((sum, record) => sum + sizeOf(record), 0);

function sizeOf({ key, value, headers }: OutgoingRecord): number {
  const inHeaders = Object.entries(headers).reduce((sum, [name, { length }]) => sum + 2 * name.length + length + 10, 0);
  return OVERHEAD + (key?.length ?? 0) + (value?.length ?? 0) + inHeaders;
}
