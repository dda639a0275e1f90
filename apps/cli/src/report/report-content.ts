import { ALL, Decimal, type Grain, type Period, plain, type Policy, priorPeriod } from '@app/domain';
import { UsageError } from '@app/host';
import { PostgresExplanationSource, PostgresReportedSnapshots } from '@app/persistence';
import {
  type ExplainedCustomer,
  ListMovers,
  ListSnapshots,
  NarratePeriod,
  ReadSeries,
  type ReportedSnapshot,
  revisionFields,
  WHOLE,
} from '@app/processing';
import { REPORT_FIGURES, type ReportContent, type ReportedMover } from '@app/report';
import { currentSnapshot } from '@app/wire';
import type { Snapshot } from '@app/wire/answers';
import { periodAsked } from '../options/change-options.ts';
import type { ExistingStore } from '../store/existing-store.ts';

/** Periods before this one in the picture of the course. */
const PERIODS_BEFORE = 24;

/** Those that fit on the second page. */
const MOVERS = 10;
const SEGMENTS = 12;

/** More segments than one period of a dimension is read for. */
const SEGMENTS_READ = 10_000;

export type ReportQuestion = Readonly<{
  grain: Grain;
  label: string;
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

/** Gathers what the report of a period shows. Throws `UsageError` if the period was not reported. */
export const reportContent = async (
  { database, at }: ExistingStore,
  { grain, label, dimension }: ReportQuestion,
): Promise<ReportContent> => {
  const { policy } = at;
  const reported = new PostgresReportedSnapshots(database, at);
  const shown = dimension ?? policy.dimensions[0] ?? null;
  const question = { grain, from: label, to: label, dimensions: shown === null ? [ALL] : [ALL, shown] };
  const { rows } = await new ListSnapshots(reported, policy).page(
    { ...question, segments: null, knownAt: null },
    { after: null, limit: SEGMENTS_READ },
  );
  const snapshots = rows.map(snapshotOf);
  const snapshot = snapshots.find((each) => each.dimension === ALL);
  const period = periodAsked(grain, label, policy);
  const narrated = await new NarratePeriod(reported, policy).of(period, WHOLE);
  if (snapshot === undefined || narrated === null) throw new UsageError(`--period: ${label} was never reported`);
  const { reportingCurrency, measuredOn, ...series } = await new ReadSeries(reported, policy).of({
    ...{ figures: REPORT_FIGURES, grain, dimension: null, segments: null },
    ...{ from: firstInCourse(period, policy), to: label },
  });
  const movers = await new ListMovers(new PostgresExplanationSource(database, policy)).of(period, WHOLE);
  return {
    snapshot,
    series: { ...series, reporting_currency: reportingCurrency, measured_on: measuredOn },
    sentences: narrated.sentences,
    segments: largestFirst(snapshots.filter((each) => each.dimension !== ALL)),
    movers: (movers?.customers ?? []).slice(0, MOVERS).map(moverOf),
  };
};
