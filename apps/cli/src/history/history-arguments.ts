import { parseCivilDate, periodLabelled, type Policy } from '@app/domain';
import { UsageError } from '@app/host';
import { civilDateIn } from '@app/platform';
import type { HistoryQuestion } from '@app/processing';
import { parseInstant } from '@app/wire';
import { grainOfLabel } from '../options/period-options.ts';
import { oneSegment, type SegmentOptions } from '../options/segment-options.ts';

export type HistoryOptions = SegmentOptions & Readonly<{ period: string; grain?: string; knownAt?: string }>;

/** A date means the end of that day in the policy's zone. */
const wasKnownAt = (given: string, { timezone }: Policy): ((emittedAt: Date) => boolean) => {
  const day = parseCivilDate(given);
  if (day !== null) return (emittedAt) => civilDateIn(timezone, emittedAt) <= day;
  const instant = parseInstant(given);
  if (instant === null) throw new UsageError(`--known-at: ${given} is neither a date nor an RFC 3339 instant`);
  const ms = instant.seconds * 1000 + Math.floor(instant.nanos / 1_000_000);
  return (emittedAt) => emittedAt.getTime() <= ms;
};

/** The history that is asked for. Throws `UsageError`. */
export const historyQuestion = (options: HistoryOptions, policy: Policy): HistoryQuestion => {
  const { period: label, grain, knownAt } = options;
  return {
    period: periodLabelled(grainOfLabel(label, grain), label, policy.fiscalYearStartMonth),
    name: oneSegment(options),
    wasKnown: knownAt === undefined ? null : wasKnownAt(knownAt, policy),
  };
};
