import { comparisonRates, type Period, type Policy, priorPeriod } from '@app/domain';
import type { NewRevision, TakeTransaction } from './snapshot-store.ts';
import { revise, type TakenAt } from './revise.ts';
import { snapshotMessage } from './snapshot-record.ts';
import type { StalePeriod } from './stale-periods.ts';

export type TakeOptions = Readonly<{
  policy: Policy;
  policyId: string;
  /** The topic of revisions; null if nothing is published, as in a replay. */
  topic: string | null;
  onPeriod?: (done: number, of: number) => void;
  /** The header that names the span of the take; null: there is none. */
  traceparent?: () => string | null;
}>;

/** The periods before this one that a run of falling ACV looks back on, in order. */
const earlierPeriods = (period: Period, { signals, fiscalYearStartMonth }: Policy): readonly Period[] => {
  const periods: Period[] = [];
  for (let at = period; periods.length < signals.compressionPeriods - 1;) {
    at = priorPeriod(at, fiscalYearStartMonth);
    periods.unshift(at);
  }
  return periods;
};

/** Takes one period anew. Returns its new revisions: one of each segment whose content changed. */
export const takePeriod = async (
  transaction: TakeTransaction,
  stale: StalePeriod,
  taken: TakenAt,
  { policy, policyId, topic, traceparent = () => null }: TakeOptions,
): Promise<readonly NewRevision[]> => {
  const rates = comparisonRates(await transaction.rates(), stale.period.start, stale.days, policy);
  const sums = await transaction.sums(stale.period, stale.days, rates);
  const current = await transaction.current(stale.period);
  const run = await transaction.workings(earlierPeriods(stale.period, policy));
  const frame = { period: stale.period, policyId, reportingCurrency: policy.reportingCurrency };
  const { revisions, reworked } = revise(stale, frame, { sums, current, run }, { ...taken, signals: policy.signals });
  const messages = topic === null ? [] : revisions.map((revision) => snapshotMessage(topic, revision, traceparent()));
  await transaction.append(revisions, messages);
  await transaction.rework(stale.period, reworked);
  return revisions;
};
