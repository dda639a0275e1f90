import type { Sheet, SheetTranslation } from '@app/wire';
import type { IncomingRecord } from '../ingest/incoming-batch.ts';
import type { SourceBatch } from '../replay/replay-source.ts';

const RECORDS_AT_ONCE = 5000;

const byPosition = (a: IncomingRecord, b: IncomingRecord): number => Number(a.position - b.position);

/** The events and the refused rows of a sheet, as records at the numbers of their rows. */
const recordsOf = (sheet: Sheet, { events, refused }: SheetTranslation): readonly IncomingRecord[] => {
  const cells = new Map(sheet.map((row) => [row.row, row.cells]));
  const bare = { key: null, headers: {} };
  return [
    ...events.map(({ position, event }) => ({ ...bare, position: BigInt(position), value: Buffer.from(event.text) })),
    ...refused.map(({ position, refusal }) => ({
      ...bare,
      position: BigInt(position),
      value: Buffer.from(JSON.stringify(cells.get(position) ?? [])),
      untranslated: refusal,
    })),
  ].toSorted(byPosition);
};

/** A translated sheet as a source to replay. `file` is the name that refusals are listed under. */
export async function* sheetBatches(
  file: string,
  sheet: Sheet,
  translation: SheetTranslation,
): AsyncGenerator<SourceBatch> {
  const records = recordsOf(sheet, translation);
  for (let from = 0; from < records.length; from += RECORDS_AT_ONCE) {
    const some = records.slice(from, from + RECORDS_AT_ONCE);
    const nextPosition = (some.at(-1)?.position ?? 0n) + 1n;
    const batch = { origin: { kind: 'file', file } as const, records: some, follows: null, nextPosition, logEnd: null };
    // Reading is instant here, so the share goes by the records that are handed over.
    yield { batch, shareRead: (from + some.length) / records.length };
  }
}
