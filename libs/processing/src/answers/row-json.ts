import { plain } from '@app/domain';
import type { AheadRow } from '../ahead/signed-ahead.ts';
import type { RenewalRow } from '../ahead/renewals.ts';
import type { ChurnReasonRow } from '../compare/churn-reasons.ts';
import type { ComparisonRow } from '../compare/compare-days.ts';
import type { ProductRow } from '../products/by-product.ts';

/** Rows of reports as JSON: names of the definitions in snake case, decimals as text, counts as numbers. */

export const aheadJson = ({ month, measuredOn, dimension, segment, figures, missingFx }: AheadRow) => ({
  month,
  measured_on: measuredOn,
  dimension,
  segment,
  ...figures,
  missing_fx: missingFx,
});

export const renewalJson = ({ month, dimension, segment, figures }: RenewalRow) => ({
  month,
  dimension,
  segment,
  ...figures,
});

export const comparisonJson = (row: ComparisonRow) => ({
  from: row.from,
  to: row.to,
  dimension: row.dimension,
  segment: row.segment,
  reporting_currency: row.reportingCurrency,
  ...row.figures,
  missing_fx: row.missingFx,
});

export const churnReasonJson = (row: ChurnReasonRow) => ({
  from: row.from,
  to: row.to,
  dimension: row.dimension,
  segment: row.segment,
  reason: row.reason,
  churn_arr: plain(row.churnArr),
  churned_logos: row.churnedLogos,
});

export const productJson = (day: string, { product, arr, grossArr, logos }: ProductRow) => ({
  day,
  product,
  arr: plain(arr),
  gross_arr: plain(grossArr),
  active_logos: logos,
});
