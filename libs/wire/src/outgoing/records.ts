import { DATE } from '../fields/date.ts';
import { CURRENCY } from '../fields/currency.ts';
import { type Field, isObject, type JsonObject, type Stated } from '../fields/field.ts';
import { TIME } from '../fields/instant.ts';
import { list } from '../fields/list.ts';
import { BOOLEAN, whole } from '../fields/number.ts';
import { nullable, object, required } from '../fields/object.ts';
import { IDENTIFIER, TEXT, word } from '../fields/text.ts';
import { QUOTIENT, RATIO, SUM } from './values.ts';

const COUNT = whole(0);

const SIGNAL_CODES = [
  'discounting_or_seat_compression',
  'new_deals_smaller',
  'large_customers_leaving',
  'simpson_reversal',
  'whale',
  'single_deal_swing',
  'incomplete_fx',
  'creation_missing',
  'mixed_sources',
] as const;

const identity = {
  snapshot_id: required(IDENTIFIER),
  grain: required(word(['month', 'quarter', 'year'])),
  period: required(TEXT),
  period_start: required(DATE),
  period_end: required(DATE),
  measured_on: required(DATE),
  dimension: required(TEXT),
  segment: required(TEXT),
  status: required(word(['open', 'closed', 'restated', 'withdrawn'])),
  revision: required(whole(1)),
  reason: required(word(['first', 'policy', 'calculation', 'fx', 'events', 'time'])),
  as_of: required(DATE),
  policy_id: required(TEXT),
  calc_version: required(TEXT),
  reporting_currency: required(CURRENCY),
  emitted_at: required(TIME),
};

/** The same kind of field under each of the names. */
const each = <const N extends string, P>(names: readonly N[], property: P): Readonly<Record<N, P>> =>
  Object.fromEntries(names.map((name) => [name, property])) as Record<N, P>;

const averages = each(['acv', 'acv_prior'], nullable(QUOTIENT));
const trend = {
  acv_trend_pct: nullable(QUOTIENT),
  acv_trend_ratio: nullable(RATIO),
  trend_null_reason: nullable(word(['no_prior_period', 'no_active_logos', 'prior_without_logos'])),
  ...each(['acv_yoy_pct', 'acv_trend_cc_pct'], nullable(QUOTIENT)),
};

const distribution = {
  ...each(['acv_p25', 'acv_median', 'acv_p75', 'acv_p90', 'acv_max'], nullable(QUOTIENT)),
  ...each(['top1_share', 'top10_share', 'hhi'], nullable(RATIO)),
  acv_ex_top1: nullable(QUOTIENT),
};

const totals = {
  ...each(['arr', 'gross_arr', 'normalized_acv_total', 'contracted_acv_total'], required(SUM)),
  ...each(['expected_usage_arr', 'one_time_total'], required(SUM)),
  ...each(['active_logos', 'active_contracts'], required(COUNT)),
  ...each(['normalized_acv_average', 'contracted_acv_average', 'discount_pct'], nullable(QUOTIENT)),
};

const movements = {
  ...each(['opening_arr', 'new_arr', 'reactivation_arr', 'churn_arr'], required(SUM)),
  ...each(['transferred_in_arr', 'transferred_out_arr', 'moved_in_arr', 'moved_out_arr'], required(SUM)),
  ...each(['expansion_arr', 'contraction_arr', 'fx_arr'], required(SUM)),
  ...each(['opening_logos', 'new_logos', 'reactivated_logos', 'moved_in_logos', 'moved_out_logos'], required(COUNT)),
  ...each(['churned_logos', 'transferred_in_logos', 'transferred_out_logos'], required(COUNT)),
  ...each(['expansion_logos', 'contraction_logos'], required(COUNT)),
  ...each(['nrr_pct', 'grr_pct', 'logo_churn_pct'], nullable(QUOTIENT)),
  ...each(['nrr_yoy_pct', 'grr_yoy_pct', 'logo_churn_yoy_pct'], nullable(QUOTIENT)),
};

const bridge = {
  ...each(['bridge_left_mix', 'bridge_price', 'bridge_quantity', 'bridge_discount'], nullable(QUOTIENT)),
  ...each(['bridge_product', 'bridge_fx', 'bridge_entered_mix'], nullable(QUOTIENT)),
  ...each(['rate_effect', 'mix_effect'], nullable(QUOTIENT)),
};

const bookings = {
  ...each(['bookings_count', 'replacements_count'], required(COUNT)),
  ...each(['bookings_acv_total', 'bookings_contracted_total', 'bookings_tcv_total'], required(SUM)),
  replacements_acv_total: required(SUM),
  ...each(['bookings_acv_average', 'bookings_acv_median', 'bookings_acv_p75'], nullable(QUOTIENT)),
  ...each(['bookings_discount_pct', 'bookings_term_months_median', 'sales_cycle_median_days'], nullable(QUOTIENT)),
  replacements_acv_average: nullable(QUOTIENT),
};

/** A snapshot as it is published: one flat object. */
export const SNAPSHOT_RECORD = object({
  ...identity,
  ...totals,
  ...averages,
  ...trend,
  ...distribution,
  ...movements,
  ...bridge,
  ...bookings,
  missing_fx: required(list(CURRENCY)),
  signals: required(list(object({ code: required(word(SIGNAL_CODES)) }))),
});

/** What a contract is worth today, as it is published. */
export const CONTRACT_RECORD = object({
  contract_id: required(IDENTIFIER),
  customer_id: required(IDENTIFIER),
  currency: required(CURRENCY),
  // Null for a contract that never was active.
  valid_from: nullable(DATE),
  valid_to: nullable(DATE),
  creation_missing: required(BOOLEAN),
  revision: required(whole(1)),
  ...each(['arr', 'gross_arr', 'acv', 'contracted_acv'], required(SUM)),
  contract_value: nullable(SUM),
  one_time: required(SUM),
  tcv: nullable(SUM),
  expected_usage: required(SUM),
});

export type SnapshotRecord = Stated<typeof SNAPSHOT_RECORD>;
export type ContractRecord = Stated<typeof CONTRACT_RECORD>;

const faultOf = (field: Field<unknown>, json: unknown): string | null => {
  const whole: JsonObject = isObject(json) ? json : {};
  const found = field.fault(json, whole);
  return found === null ? null : `${found.path.slice(1)} ${found.reason}`.trimStart();
};

/** Why a record is not what is published on the topic of snapshots, or null. For who emits it, to be held to it. */
export const snapshotRecordFault = (json: unknown): string | null => faultOf(SNAPSHOT_RECORD, json);
/** The same for the topic of contracts. */
export const contractRecordFault = (json: unknown): string | null => faultOf(CONTRACT_RECORD, json);
