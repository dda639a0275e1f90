import type { OutgoingRecord } from '@app/processing';
import type { Message } from 'kafkajs';

/** An upper bound of a record's bytes besides its key, value and headers. */
const OVERHEAD = 100;

/**
 * Records cut into runs of at most `maxBytes`, in order; a larger record is a run of its own. The driver puts all
 * records of a send for a partition into one record batch, and the broker limits the size of batches, not of records.
 */
export function* runs(records: readonly OutgoingRecord[], maxBytes: number): Generator<readonly OutgoingRecord[]> {
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

/** The record as Kafka gets it. Subscribers keep, for each key, the record with the highest `ce_sequence`. */
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
