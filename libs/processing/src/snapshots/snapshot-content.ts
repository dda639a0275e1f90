import { CALC_VERSION, type Period, type SegmentInPeriod, type Signal, snapshotFigures } from '@app/domain';
import type { StoredSnapshot } from '@app/wire';

/** What a snapshot holds besides its figures, the same for every segment of a period. */
export type Frame = Readonly<{
  period: Period;
  policyId: string;
  reportingCurrency: string;
  missingFx: readonly string[];
  /** The whole in this period. */
  whole: SegmentInPeriod;
}>;

/** All that is content, apart from the status and the names, as JSON: equal texts are equal content. */
export const snapshotContent = (
  { period, policyId, reportingCurrency, missingFx, whole }: Frame,
  segment: SegmentInPeriod,
  signals: readonly Signal[],
): string =>
  JSON.stringify({
    period_start: period.start,
    period_end: period.end,
    policy_id: policyId,
    calc_version: CALC_VERSION,
    reporting_currency: reportingCurrency,
    ...snapshotFigures(segment, whole),
    missing_fx: missingFx,
    signals,
  } satisfies StoredSnapshot);
