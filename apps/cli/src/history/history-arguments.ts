import { type Grain, GRAINS, parseCivilDate, type Period, periodLabelled, type Policy } from '@app/domain';
import { civilDateIn } from '@app/platform';
import type { HistoryQuestion } from '@app/processing';
import { parseInstant } from '@app/wire';
import { UsageError } from '../usage-error.ts';

export type HistoryOptions = Readonly<{
  period: string;
  grain?: string;
  dimension?: string;
  segment?: string;
  knownAt?: string;
}>;

const LABELS: Readonly<Record<Grain, RegExp>> = {
  month: /^\d{4}-(?:0[1-9]|1[0-2])$/,
  quarter: /^\d{4}-Q[1-4]$/,
  year: /^\d{4}$/,
};

/** A label tells its grain; one that is given besides must be that. */
const periodFrom = ({ period: label, grain: given }: HistoryOptions, policy: Policy): Period => {
  const grain = GRAINS.find((each) => LABELS[each].test(label));
  if (grain === undefined) throw new UsageError(`--period: ${label} is none of 2025-03, 2025-Q1 and 2025`);
  if (given !== undefined && given !== grain) throw new UsageError(`--grain: ${label} is a ${grain}, not a ${given}`);
  return periodLabelled(grain, label, policy.fiscalYearStartMonth);
};

/** A date in the policy's zone stands for its end. */
const knownAt = (given: string, { timezone }: Policy): ((emittedAt: Date) => boolean) => {
  const day = parseCivilDate(given);
  if (day !== null) return (emittedAt) => civilDateIn(timezone, emittedAt) <= day;
  const instant = parseInstant(given);
  if (instant === null) throw new UsageError(`--known-at: ${given} is neither a date nor an RFC 3339 instant`);
  const ms = instant.seconds * 1000 + Math.floor(instant.nanos / 1_000_000);
  return (emittedAt) => emittedAt.getTime() <= ms;
};

/** What is asked for. Throws `UsageError`. */
export const historyQuestion = (options: HistoryOptions, policy: Policy): HistoryQuestion => {
  const { dimension, segment } = options;
  if ((dimension === undefined) !== (segment === undefined)) {
    throw new UsageError('--dimension and --segment go together');
  }
  return {
    period: periodFrom(options, policy),
    name: { dimension: dimension ?? 'all', segment: segment ?? 'all' },
    wasKnown: options.knownAt === undefined ? null : knownAt(options.knownAt, policy),
  };
};
