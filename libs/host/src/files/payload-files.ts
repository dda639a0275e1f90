import { stat } from 'node:fs/promises';
import { messageOf } from '@app/platform';
import type { IncomingBatch, ReplaySource, SourceBatch } from '@app/processing';
import { type FormatName, isSheet, type NamedSheet, sheetRecords } from '@app/wire';
import { UsageError } from '../usage-error.ts';
import { firstLines, type PlacedPayload, payloadTexts } from './payload-texts.ts';
import { readSheetFile } from './sheet-file.ts';

const RECORDS_AT_ONCE = 1000;

const batchOf = (file: string, payloads: readonly PlacedPayload[]): IncomingBatch => ({
  origin: { kind: 'file', file },
  records: payloads.map(({ position, value }) => ({ position: BigInt(position), key: null, value, headers: {} })),
  follows: null,
  nextPosition: BigInt((payloads.at(-1)?.position ?? 0) + 1),
  logEnd: null,
});

const assertReadable = async (name: string, file: string): Promise<void> => {
  if (file === '-') return;
  try {
    if ((await stat(file)).isDirectory()) throw new Error('it is a folder');
  } catch (cause) {
    throw new UsageError(`${name}: ${file} cannot be read (${messageOf(cause)})`, { cause });
  }
};

/** The rows of subscriptions that the sheets make together, by file. */
const sheetPayloads = (format: FormatName, sheets: readonly NamedSheet[]): readonly [string, PlacedPayload[]][] => {
  const byFile = Map.groupBy(sheetRecords(format, sheets) ?? [], ({ file }) => file);
  return [...byFile].map(([file, records]) => [
    file,
    records
      .map(({ row, json }) => ({ position: row, value: Buffer.from(JSON.stringify(json)) }))
      .toSorted((a, b) => a.position - b.position),
  ]);
};

async function* batchesOf(name: string, format: FormatName, files: readonly string[]): AsyncGenerator<SourceBatch> {
  const sheets: NamedSheet[] = [];
  const batches = function* (file: string, payloads: readonly PlacedPayload[]): Generator<SourceBatch> {
    for (let from = 0; from < payloads.length; from += RECORDS_AT_ONCE) {
      yield { batch: batchOf(file, payloads.slice(from, from + RECORDS_AT_ONCE)), shareRead: null };
    }
  };
  for (const file of files) {
    const [first = ''] = file === '-' ? [] : await firstLines(file);
    if (file !== '-' && isSheet(format, first)) sheets.push({ file, rows: await readSheetFile(name, file) });
    else for await (const payloads of payloadTexts(format, file)) yield* batches(file, payloads);
  }
  // Each sheet may hold a part of every subscription.
  for (const [file, payloads] of sheetPayloads(format, sheets)) yield* batches(file, payloads);
}

/**
 * Files of a billing system's payloads to replay, in the order of the files: JSON lines, a document of JSON or XML, or
 * the CSV exports of a system, which are put together. `name` is the option that names the files. Throws `UsageError`
 * if one cannot be read.
 */
export const payloadFiles = async (
  name: string,
  format: FormatName,
  files: readonly string[],
): Promise<ReplaySource> => {
  for (const file of files) await assertReadable(name, file);
  return batchesOf(name, format, files);
};
