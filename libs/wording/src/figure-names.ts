import type { Snapshot } from '@app/wire/answers';

/** What a snapshot says of itself; the rest are figures and findings. */
type Identity =
  | 'snapshot_id'
  | 'grain'
  | 'period'
  | 'period_start'
  | 'period_end'
  | 'measured_on'
  | 'dimension'
  | 'segment'
  | 'status'
  | 'revision'
  | 'reason'
  | 'as_of'
  | 'policy_id'
  | 'calc_version'
  | 'reporting_currency'
  | 'emitted_at';

type Reported = Exclude<Extract<keyof Snapshot, string>, Identity>;

const NAMES: Readonly<Record<Reported, string>> = {
  arr: 'ARR',
  active_logos: 'Customers',
  active_contracts: 'Contracts',
  acv: 'ACV per customer',
  acv_prior: 'ACV of the period before',
  acv_trend_pct: 'Trend',
  acv_trend_ratio: 'Trend as a ratio',
  trend_null_reason: 'Why there is no trend',
  acv_yoy_pct: 'Trend over a year',
  acv_trend_cc_pct: 'Trend at constant currency',
  acv_p25: '25th percentile of customers',
  acv_median: 'Median customer',
  acv_p75: '75th percentile of customers',
  acv_p90: '90th percentile of customers',
  acv_max: 'Largest customer',
  normalized_acv_total: 'Contract ACV',
  normalized_acv_average: 'Contract ACV per customer',
  contracted_acv_total: 'Contracted ACV',
  contracted_acv_average: 'Contracted ACV per customer',
  gross_arr: 'ARR before discounts',
  discount_pct: 'Discount',
  expected_usage_arr: 'Expected usage a year',
  one_time_total: 'One-time items',
  top1_share: 'Share of the largest customer',
  top10_share: 'Share of the ten largest customers',
  hhi: 'Concentration (HHI)',
  acv_ex_top1: 'ACV without the largest customer',
  opening_arr: 'ARR before',
  new_arr: 'New ARR',
  reactivation_arr: 'Reactivated ARR',
  churn_arr: 'Churned ARR',
  transferred_in_arr: 'ARR received from other customers',
  transferred_out_arr: 'ARR handed over to other customers',
  moved_in_arr: 'ARR moved in from other segments',
  moved_out_arr: 'ARR moved out to other segments',
  expansion_arr: 'Expansion',
  contraction_arr: 'Contraction',
  fx_arr: 'ARR by exchange rates',
  opening_logos: 'Customers before',
  new_logos: 'New customers',
  reactivated_logos: 'Reactivated customers',
  moved_in_logos: 'Customers moved in from other segments',
  moved_out_logos: 'Customers moved out to other segments',
  churned_logos: 'Churned customers',
  transferred_in_logos: 'Customers by contracts received',
  transferred_out_logos: 'Customers gone by contracts handed over',
  expansion_logos: 'Customers that grew',
  contraction_logos: 'Customers that shrank',
  nrr_pct: 'Net retention (NRR)',
  grr_pct: 'Gross retention (GRR)',
  logo_churn_pct: 'Churned customers in percent',
  nrr_yoy_pct: 'Net retention over a year',
  grr_yoy_pct: 'Gross retention over a year',
  logo_churn_yoy_pct: 'Churned customers over a year in percent',
  bridge_left_mix: 'Change by customers that left',
  bridge_price: 'Change by prices',
  bridge_quantity: 'Change by quantities',
  bridge_discount: 'Change by discounts',
  bridge_product: 'Change by products',
  bridge_fx: 'Change by exchange rates',
  bridge_entered_mix: 'Change by customers that entered',
  rate_effect: 'Change of the whole by the ACV of the segment',
  mix_effect: 'Change of the whole by the share of the segment',
  bookings_count: 'Deals booked',
  bookings_acv_total: 'Booked ACV',
  bookings_acv_average: 'Average deal',
  bookings_acv_median: 'Median deal',
  bookings_acv_p75: '75th percentile of deals',
  bookings_contracted_total: 'Booked contracted ACV',
  bookings_tcv_total: 'Booked total contract value',
  bookings_discount_pct: 'Discount of the deals',
  bookings_term_months_median: 'Median term of the deals, in months',
  sales_cycle_median_days: 'Median sales cycle, in days',
  replacements_count: 'Replacements of contracts',
  replacements_acv_total: 'ACV of the replacements',
  replacements_acv_average: 'Average ACV of the replacements',
  missing_fx: 'Currencies without a rate',
  signals: 'Signals',
};

/** The name of a figure or finding of a snapshot for people. One of a former calculation has no name of its own. */
export const figureName = (field: string): string =>
  (NAMES as Readonly<Partial<Record<string, string>>>)[field] ?? field.replaceAll('_', ' ');
