import type { MovedCustomer, NarrativeSentence, Series, Snapshot } from '@app/wire/answers';

/** The figures that a report shows over time. */
export const REPORT_FIGURES = ['acv', 'acv_median', 'acv_p25', 'acv_p75'] as const;

/** A customer that moved the ARR, with what it had and has. */
export type ReportedMover = Pick<MovedCustomer, 'customer_id' | 'movements' | 'prior_arr' | 'arr' | 'arr_change'>;

/** What a report of a period is made of. */
export type ReportContent = Readonly<{
  /** The whole book in the period. */
  snapshot: Snapshot;
  /** `REPORT_FIGURES` of the whole book over the periods up to this one. */
  series: Series;
  sentences: readonly NarrativeSentence[];
  /** The segments of one dimension in the period, in the order in which they are shown. */
  segments: readonly Snapshot[];
  /** The customers that moved the ARR most since the prior period; empty in the first period. */
  movers: readonly ReportedMover[];
}>;
