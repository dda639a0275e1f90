import { CALC_VERSION, type Period, type SegmentInPeriod, type Signal, snapshotFigures } from '@app/domain';
import type { StoredSnapshot } from '@app/wire';

/** The fields of a snapshot besides its figures. They are the same for every segment of a period. */
export type Frame = Readonly<{
  period: Period;
  policyId: string;
  reportingCurrency: string;
  missingFx: readonly string[];
  /** The whole in this period. */
  whole: SegmentInPeriod;
}>;

/** The whole content as JSON, without status and names. Equal texts are equal content. */
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
