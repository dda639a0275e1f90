import type { JudgeRepeat, RefusedRecord, StagedEvent } from '@app/processing';
import type { StoredTranslators } from './stored-translators.ts';
import type { ExistingEvent } from './append-events.ts';
import type { Erasures } from './erased-among.ts';

/**
 * Separates repeats from conflicts among the events whose identity the ledger already had. An erased event has another
 * text than the one that came, so whatever has its identity repeats it.
 */
export const judgeRepeats = (
  existing: readonly ExistingEvent[],
  events: readonly StagedEvent[],
  { judge, translatedBy, erased }: Readonly<{ judge: JudgeRepeat; translatedBy: StoredTranslators; erased: Erasures }>,
): Readonly<{ repeated: number; refused: readonly RefusedRecord[] }> => {
  const refused = existing.flatMap((row) => {
    const staged = events[row.ordinal];
    if (staged === undefined || erased(row)) return [];
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
