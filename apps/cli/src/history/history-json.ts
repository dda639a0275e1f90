import { causesAnswer, entryAnswer, type History, type HistoryQuestion, revisionAnswer } from '@app/processing';
import type { HistoryOptions } from './history-arguments.ts';

/** The earliest times that would have found a revision. */
const nearestJson = ({ entries, current }: History) => {
  const { emittedAt, asOf } = (entries[0] ?? current).revision;
  return { known_at: emittedAt.toISOString(), as_of: asOf };
};

/**
 * A whole history with every figure that differs. `then` is null if nothing had been reported yet, and `nearest` says
 * from when on something was.
 */
export const historyJson = (options: HistoryOptions, { period, name }: HistoryQuestion, history: History): string => {
  const { comparison, current, entries } = history;
  return JSON.stringify({
    grain: period.grain,
    period: period.label,
    ...name,
    ...(comparison === null
      ? {}
      : {
          known_at: options.knownAt,
          mark: options.mark,
          as_of: options.asOf,
          then: comparison.then === null ? null : revisionAnswer(comparison.then),
          ...(comparison.then === null ? { nearest: nearestJson(history) } : {}),
          now: revisionAnswer(current),
          changes: comparison.changes,
          ...causesAnswer(comparison.causes),
        }),
    revisions: entries.map(entryAnswer),
  });
};
