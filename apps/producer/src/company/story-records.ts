import type { KeyedRecord } from '../record-sender.ts';
import { sheetOf } from './formats/csv.ts';
import type { Moment } from './moments.ts';
import { type WrittenFormat, WRITERS } from './writers.ts';

/** The payloads of a story in order, each keyed by its subscription; of a sheet its lines. */
export function* storyRecords(format: WrittenFormat | 'csv', moments: readonly Moment[]): Generator<KeyedRecord> {
  if (format === 'csv') {
    for (const value of sheetOf(moments)) yield { key: null, value };
    return;
  }
  const { key, write } = WRITERS[format];
  for (const moment of moments) {
    for (const payload of write(moment)) yield { key: key(moment), value: JSON.stringify(payload) };
  }
}
