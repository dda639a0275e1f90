import type { KeyedRecord } from './keyed-record.ts';

/** An upper bound of a record's bytes besides its key, value and headers. */
const OVERHEAD = 100;

/**
 * Records cut into runs of at most `maxBytes`, in order; a larger record is a run of its own. The driver puts all
 * records of a send for a partition into one record batch, and the broker limits the size of batches, not of records.
 */
export function* runs(records: readonly KeyedRecord[], maxBytes: number): Generator<readonly KeyedRecord[]> {
  let run: KeyedRecord[] = [];
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

export const totalBytes = (records: readonly KeyedRecord[]): number =>
  records.reduce((sum, record) => sum + sizeOf(record), 0);

/** An upper bound of the bytes that a record takes in a record batch. */
export function sizeOf({ key, value, headers }: KeyedRecord): number {
  const inHeaders = Object.entries(headers).reduce((sum, [name, { length }]) => sum + 2 * name.length + length + 10, 0);
  return OVERHEAD + (key?.length ?? 0) + (value?.length ?? 0) + inHeaders;
}
