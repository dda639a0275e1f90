import { type Figures, type Period, type SegmentInPeriod, type Signal, snapshotFigures } from '@app/domain';

/** Counts up with every change of how a figure is calculated: each changes what stands in the books. */
export const CALC_VERSION = '2';

/** What a snapshot states besides its figures, the same for every segment of a period. */
export type Frame = Readonly<{
  period: Period;
  policyId: string;
  reportingCurrency: string;
  missingFx: readonly string[];
  /** The whole in this period. */
  all: SegmentInPeriod;
}>;

/** All that is content but the status and the names, as JSON: equal texts are equal content. */
export const snapshotContent = (
  { period, policyId, reportingCurrency, missingFx, all }: Frame,
  segment: SegmentInPeriod,
  signals: readonly Signal[],
): string => {
  const figures: Figures = snapshotFigures(segment, all);
  return JSON.stringify({
    period_start: period.start,
    period_end: period.end,
    policy_id: policyId,
    calc_version: CALC_VERSION,
    reporting_currency: reportingCurrency,
    ...figures,
    missing_fx: missingFx,
    signals,
  });
};
