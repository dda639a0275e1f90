import type { JudgeRepeat, RefusedRecord, StagedEvent } from '@app/processing';
import type { StoredTranslators } from './stored-translators.ts';
import type { ExistingEvent } from './append-events.ts';

/** Separates repeats from conflicts among the events whose identity the ledger already had. */
export const judgeRepeats = (
  existing: readonly ExistingEvent[],
  events: readonly StagedEvent[],
  { judge, translatedBy }: Readonly<{ judge: JudgeRepeat; translatedBy: StoredTranslators }>,
): Readonly<{ repeated: number; refused: readonly RefusedRecord[] }> => {
  const refused = existing.flatMap((row) => {
    const staged = events[row.ordinal];
    if (staged === undefined) return [];
    const { record } = staged;
    const refusal = judge(row, record, translatedBy(row));
    if (refusal === null) return [];
    const { payload } = record;
    // Of a translated event the payload is refused, as it came.
    return payload === undefined
      ? [{ record, refusal }]
      : [{ record: payload.record, refusal, format: payload.translator.format }];
  });
  return { repeated: existing.length - refused.length, refused };
};
