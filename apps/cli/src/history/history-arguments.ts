import { parseCivilDate, periodLabelled, type Policy } from '@app/domain';
import { UsageError } from '@app/host';
import { civilDateIn } from '@app/platform';
import type { HistoryQuestion } from '@app/processing';
import { parseInstant } from '@app/wire';
import { dateFromArgument } from '../options/arguments.ts';
import { grainOfLabel } from '../options/period-options.ts';
import { oneSegment, type SegmentOptions } from '../options/segment-options.ts';

export type HistoryOptions = SegmentOptions &
  Readonly<{ period: string; grain?: string; knownAt?: string; asOf?: string }>;

type WasKnown = NonNullable<HistoryQuestion['wasKnown']>;

/** A date means the end of that day in the policy's zone. */
const wasKnownAt = (given: string, { timezone }: Policy): WasKnown => {
  const day = parseCivilDate(given);
  if (day !== null) return ({ emittedAt }) => civilDateIn(timezone, emittedAt) <= day;
  const instant = parseInstant(given);
  if (instant === null) throw new UsageError(`--known-at: ${given} is neither a date nor an RFC 3339 instant`);
  const ms = instant.seconds * 1000 + Math.floor(instant.nanos / 1_000_000);
  return ({ emittedAt }) => emittedAt.getTime() <= ms;
};

const wasOf = (given: string): WasKnown => {
  const day = dateFromArgument('--as-of', given);
  return ({ asOf }) => asOf <= day;
};

/** Of two conditions a revision has to meet both. */
const wasKnownBy = ({ knownAt, asOf }: HistoryOptions, policy: Policy): HistoryQuestion['wasKnown'] => {
  const conditions = [
    ...(knownAt === undefined ? [] : [wasKnownAt(knownAt, policy)]),
    ...(asOf === undefined ? [] : [wasOf(asOf)]),
  ];
  return conditions.length === 0 ? null : (revision) => conditions.every((isMet) => isMet(revision));
};

/** The history that is asked for. Throws `UsageError`. */
export const historyQuestion = (options: HistoryOptions, policy: Policy): HistoryQuestion => {
  const { period: label, grain } = options;
  return {
    period: periodLabelled(grainOfLabel(label, grain), label, policy.fiscalYearStartMonth),
    name: oneSegment(options),
    wasKnown: wasKnownBy(options, policy),
  };
};
