import type { JudgeRepeat, RefusedRecord, StagedEvent } from '@app/processing';
import type { Known } from './append-events.ts';

/** Tells repeats from conflicts among the events whose identity is taken. */
export const judgeRepeats = (
  known: readonly Known[],
  events: readonly StagedEvent[],
  judge: JudgeRepeat,
): Readonly<{ repeated: number; refused: readonly RefusedRecord[] }> => {
  const refused = known.flatMap((row) => {
    const staged = events[row.ordinal];
    const refusal = staged === undefined ? null : judge(row, staged.record);
    return staged === undefined || refusal === null ? [] : [{ record: staged.record, refusal }];
  });
  return { repeated: known.length - refused.length, refused };
};
