import type { JudgeRepeat, RefusedRecord, StagedEvent } from '@app/processing';
import type { ExistingEvent } from './append-events.ts';

/** Separates repeats from conflicts among the events whose identity the ledger already had. */
export const judgeRepeats = (
  existing: readonly ExistingEvent[],
  events: readonly StagedEvent[],
  judge: JudgeRepeat,
): Readonly<{ repeated: number; refused: readonly RefusedRecord[] }> => {
  const refused = existing.flatMap((row) => {
    const staged = events[row.ordinal];
    const refusal = staged === undefined ? null : judge(row, staged.record);
    return staged === undefined || refusal === null ? [] : [{ record: staged.record, refusal }];
  });
  return { repeated: existing.length - refused.length, refused };
};
