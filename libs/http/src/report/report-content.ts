import { ALL, Decimal, parseCivilDate, type Period, plain, type Policy, priorPeriod } from '@app/domain';
import {
  type ExplainedCustomer,
  NotReportedError,
  type ReportedSnapshot,
  askedPeriod,
  assertDimension,
  revisionFields,
  WHOLE,
} from '@app/processing';
import { REPORT_FIGURES, type ReportContent, type ReportedMover } from '@app/report';
import { currentSnapshot } from '@app/wire';
import type { Snapshot } from '@app/wire/answers';
import type { UseCases } from '../reading/use-cases.ts';

/** Periods before this one in the picture of the course. */
const PERIODS_BEFORE = 24;

/** Those that fit on the second page. */
const MOVERS = 10;
const SEGMENTS = 12;

/** More segments than one period of a dimension is read for. */
const SEGMENTS_READ = 10_000;

export type ReportQuestion = Readonly<{
  /** The label of the period. */
  period: string;
  /** The dimension whose segments the report lists; null: the first of the policy. */
  dimension: string | null;
}>;

const snapshotOf = ({ revision }: ReportedSnapshot): Snapshot => {
  const { signals, ...rest } = currentSnapshot(revision.content);
  return { ...revisionFields(revision), ...rest, signals: [...signals] };
};

const moverOf = ({ customerId, movements, prior, now }: ExplainedCustomer): ReportedMover => ({
  customer_id: customerId,
  movements: [...movements],
  prior_arr: plain(prior),
  arr: plain(now),
  arr_change: plain(now.minus(prior)),
});

const largestFirst = (segments: readonly Snapshot[]): readonly Snapshot[] =>
  segments.toSorted((a, b) => new Decimal(b.arr).comparedTo(a.arr)).slice(0, SEGMENTS);

const firstInCourse = (period: Period, { fiscalYearStartMonth }: Policy): string =>
  Array.from({ length: PERIODS_BEFORE }).reduce<Period>((each) => priorPeriod(each, fiscalYearStartMonth), period)
    .label;

const snapshotsIn = async (
  { snapshots }: Pick<UseCases, 'snapshots'>,
  { grain, label }: Period,
  dimension: string | null,
): Promise<readonly Snapshot[]> => {
  const dimensions = dimension === null ? [ALL] : [ALL, dimension];
  const { rows } = await snapshots.page(
    { grain, from: label, to: label, dimensions, segments: null, knownAt: null },
    { after: null, limit: SEGMENTS_READ },
  );
  return rows.map(snapshotOf);
};

/** None since a prior period that was not reported. */
const moversSince = async (
  { movedCustomers }: Pick<UseCases, 'movedCustomers'>,
  prior: string | null,
  now: string,
): Promise<readonly ReportedMover[]> => {
  const [from, to] = [parseCivilDate(prior ?? ''), parseCivilDate(now)];
  if (from === null || to === null) return [];
  const question = { days: { from, to }, segment: WHOLE, movements: null };
  return (await movedCustomers.page(question, { after: null, limit: MOVERS })).rows.map(moverOf);
};

type Gathering = Pick<UseCases, 'at' | 'movedCustomers' | 'narrative' | 'series' | 'snapshots'>;

/** Gathers what the report of a period shows. Throws `OutOfRangeError`, or `NotReportedError` if it was not reported. */
export const reportContent = async (
  useCases: Gathering,
  { period: label, dimension }: ReportQuestion,
): Promise<ReportContent> => {
  const { policy } = useCases.at;
  if (dimension !== null) assertDimension(dimension, policy);
  const period = askedPeriod(label, policy);
  const snapshots = await snapshotsIn(useCases, period, dimension ?? policy.dimensions[0] ?? null);
  const snapshot = snapshots.find((each) => each.dimension === ALL);
  const narrated = await useCases.narrative.of(period, WHOLE);
  if (snapshot === undefined || narrated === null) throw new NotReportedError(`${label} was never reported`);
  const { reportingCurrency, measuredOn, ...series } = await useCases.series.of({
    ...{ figures: REPORT_FIGURES, grain: period.grain, dimension: null, segments: null },
    ...{ from: firstInCourse(period, policy), to: label },
  });
  return {
    snapshot,
    series: { ...series, reporting_currency: reportingCurrency, measured_on: measuredOn },
    sentences: narrated.sentences,
    segments: largestFirst(snapshots.filter((each) => each.dimension !== ALL)),
    movers: await moversSince(useCases, measuredOn.at(-2) ?? null, snapshot.measured_on),
  };
};
