import { stat } from 'node:fs/promises';
import type { ApplyEvents, AppliedBatch, IncomingBatch, RefusedRecord, StagedBatch } from '@app/processing';
import { EVENT_BYTES_MAX } from '@app/wire';
import { readLines, type Lines } from '../files/read-lines.ts';
import { type Progress, rateAndTimeLeft } from '../progress.ts';
import { UsageError } from '../usage-error.ts';

/** What became of the events of all files. */
export type IngestTotals = Readonly<{ accepted: number; repeated: number; refused: number }>;

export type RefusedLine = Readonly<{ file: string; record: RefusedRecord }>;

const LINES = { linesAtOnce: 5000, bytesAtOnce: 4 << 20, longest: EVENT_BYTES_MAX } as const;

const sizeOf = async (file: string): Promise<number | null> => {
  if (file === '-') return null;
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new Error('it is a folder');
    return found.size;
  } catch (cause) {
    throw new UsageError(`--input: ${file} cannot be read (${cause instanceof Error ? cause.message : String(cause)})`);
  }
};

const totalSize = async (files: readonly string[]): Promise<number | null> => {
  const sizes = await Promise.all(files.map(sizeOf));
  return sizes.reduce<number | null>((sum, size) => (sum === null || size === null ? null : sum + size), 0);
};

const batchOf = (file: string, { lines }: Lines): IncomingBatch => ({
  origin: { kind: 'file', file },
  records: lines.map(({ line, bytes }) => ({ position: BigInt(line), key: null, value: bytes, headers: {} })),
  follows: null,
  nextPosition: BigInt((lines.at(-1)?.line ?? 0) + 1),
  logEnd: null,
});

const acceptedIn = ({ accepted }: AppliedBatch): number =>
  accepted.created + accepted.amended + accepted.cancelled + accepted.merged;

/** A batch of a file, and how many bytes of all files have been read up to its end. */
type FileBatch = Readonly<{ file: string; batch: IncomingBatch; bytesRead: number }>;

async function* batchesOf(files: readonly string[]): AsyncGenerator<FileBatch> {
  let bytesBefore = 0;
  for (const file of files) {
    let bytesHere = 0;
    for await (const lines of readLines(file, LINES)) {
      bytesHere = lines.bytesRead;
      yield { file, batch: batchOf(file, lines), bytesRead: bytesBefore + bytesHere };
    }
    bytesBefore += bytesHere;
  }
}

/**
 * Takes the events of files into the ledger, in the order of the files and their lines: the first of an id stands. While a
 * batch is stored the next one is read: a quarter less time for both.
 */
export const ingestFiles = async (
  files: readonly string[],
  events: ApplyEvents,
  progress: Progress,
  onRefused: (refused: readonly RefusedLine[]) => Promise<void>,
): Promise<IngestTotals> => {
  const total = await totalSize(files);
  const began = Date.now();
  const totals = { accepted: 0, repeated: 0, refused: 0 };
  const store = async (file: string, read: StagedBatch, bytesRead: number): Promise<void> => {
    const applied = await events.store(read);
    totals.accepted += acceptedIn(applied);
    totals.repeated += applied.repeated;
    totals.refused += applied.refusedRecords.length;
    await onRefused(applied.refusedRecords.map((record) => ({ file, record })));
    const count = totals.accepted + totals.repeated + totals.refused;
    const share = total === null || total === 0 ? null : bytesRead / total;
    progress.show(`reading ${rateAndTimeLeft(count, Date.now() - began, share)}`);
  };
  let stored = Promise.resolve();
  try {
    for await (const { file, batch, bytesRead } of batchesOf(files)) {
      const read = await events.read(batch);
      await stored;
      stored = store(file, read, bytesRead);
      // A failure is told where it is awaited; until then nobody does.
      stored.catch(() => undefined);
    }
  } finally {
    // Also where the next lines cannot be read: nobody closes the store under a batch.
    await stored;
  }
  return totals;
};
