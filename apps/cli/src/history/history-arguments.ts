import { periodLabelled, type Policy } from '@app/domain';
import { UsageError } from '@app/host';
import type { HistoryQuestion, Mark } from '@app/processing';
import { dateFromArgument } from '../options/arguments.ts';
import { knownAtFromArgument } from '../options/known-at-option.ts';
import { namesThatExist } from '../options/near-names.ts';
import { grainAsked } from '../options/period-options.ts';
import { oneSegment, type SegmentOptions } from '../options/segment-options.ts';

export type HistoryOptions = SegmentOptions &
  Readonly<{ period: string; grain?: string; knownAt?: string; mark?: string; asOf?: string }>;

type Terms = Readonly<{ policy: Policy; marks: readonly Mark[] }>;

const knownAtOfMark = (name: string, marks: readonly Mark[]): Date => {
  const mark = marks.find((each) => each.name === name);
  if (mark !== undefined) return mark.knownAt;
  const names = marks.map((each) => each.name);
  const ways = names.length === 0 ? 'acv mark makes one' : namesThatExist(name, names);
  throw new UsageError(`--mark: there is no mark ${name}; ${ways}`);
};

const knownAtOf = ({ knownAt, mark }: HistoryOptions, { policy, marks }: Terms): Date | null => {
  if (mark === undefined) return knownAt === undefined ? null : knownAtFromArgument(knownAt, policy);
  if (knownAt !== undefined) throw new UsageError('--mark and --known-at both say when: give one of them');
  return knownAtOfMark(mark, marks);
};

/** A revision has to meet both conditions if both are given. */
const wasKnownBy = (options: HistoryOptions, terms: Terms): HistoryQuestion['wasKnown'] => {
  const knownAt = knownAtOf(options, terms);
  const asOf = options.asOf === undefined ? null : dateFromArgument('--as-of', options.asOf);
  if (knownAt === null && asOf === null) return null;
  return (revision) => (knownAt === null || revision.emittedAt <= knownAt) && (asOf === null || revision.asOf <= asOf);
};

/** The history that is asked for. Throws `UsageError`. */
export const historyQuestion = (options: HistoryOptions, terms: Terms): HistoryQuestion => {
  const { period: label, grain } = options;
  return {
    period: periodLabelled(grainAsked(label, grain), label, terms.policy.fiscalYearStartMonth),
    name: oneSegment(options),
    wasKnown: wasKnownBy(options, terms),
  };
};
