import { keyedRecord } from './keyed-record.ts';
import { linesOf } from './lines-of.ts';
import type { KeyedRecord } from './record-sender.ts';

/** The events of a file in order, each keyed by its contract. */
export async function* sampleRecords(file: string): AsyncGenerator<KeyedRecord> {
  for await (const line of linesOf(file)) yield keyedRecord(line);
}
