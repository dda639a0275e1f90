import { FIGURES } from '../../libs/domain/src/snapshots/snapshot-figures.ts';
import { MEASURES } from '../../libs/domain/src/valuation/measures.ts';

/** What figures mean that are in no snapshot and are no measure of a contract: those of lists, and those worked out on demand. */
const ON_DEMAND = {
  arr_share: 'The part of the ARR of the whole book that the segment has.',
  'customer.arr': 'The ARR of the contracts of the customer on the measured day, in the reporting currency.',
  'customer.prior_arr': 'The ARR of the customer on the first of the two days, at the rates of then.',
  'customer.arr_change': 'Its ARR on the later day minus its ARR on the first day.',
  'customer.driver':
    'The cause with the largest effect on the ARR of a customer that stayed: price, quantity, discount, product or exchange rates.',
  'customer.share': 'The part of the ARR of the whole book that the customer has.',
  'customer.cumulative_share': 'The shares of this customer and of all larger ones, added up.',
  'customer.active_contracts': 'The contracts of the customer with ARR on the measured day.',
  'customer.month_opening': 'Its ARR on the measured day of the month before.',
  'customer.month_arr': 'Its ARR on the measured day of the month.',
  'cohort.arr':
    'The ARR, at the end of a quarter, of the customers that were first active in the same cohort, by the quarters since then.',
  'contract.reporting_arr':
    'The ARR of the contract in the reporting currency. A dash: it does not count, for the reason beside it.',
  'deal.acv': 'The ACV of a booked contract on its first day with ARR, in the reporting currency.',
  'deal.sales_cycle_days': 'The days from `opened_date` to `closed_date` of the contract.',
  'deal.discount_pct': 'How much less than its list price the contract costs, on the day from which it is valued.',
  'plan.deals_needed': 'The target ÷ the average ACV of the bookings of the periods that are named, rounded up.',
  'plan.deals_needed_by_median': 'The target ÷ the median ACV of these bookings, rounded up.',
  'ahead.committed_arr': 'ARR in a term that has begun, or in the stated term of the event that governs the contract.',
  'ahead.evergreen_arr': 'ARR of contracts without an end.',
  'ahead.renewing_arr': 'ARR in a later term, if every term with `auto_renew` renews.',
  'ahead.renewed_arr': 'ARR of the terms that end in the month and go on under another event or another contract.',
  'ahead.auto_renewing_arr': 'ARR of the terms that end in the month and renew by themselves.',
  'ahead.expiring_arr': 'ARR of the terms that end in the month without anything after them.',
  'ahead.starting_arr': 'ARR of customers that have none at the end of the month before.',
  'ahead.step_up_arr': 'How much the ARR of customers rises that have some at both ends of the month.',
  'ahead.step_down_arr': 'How much the ARR of customers falls that have some at both ends of the month.',
  'ahead.ending_arr': 'Minus the ARR of customers that have none at the end of the month.',
  'ahead.arr_before': 'The ARR of the contract on the day before the change, at today’s exchange rate.',
  'ahead.arr_after': 'Its ARR on the day of the change.',
  'data.records_behind': 'The records of the partition that were not read at the last batch.',
} as const;

/** The name of a figure of the page by which its meaning is found. */
export type OnDemandName = keyof typeof ON_DEMAND;

/** What each figure of the page means: those of a snapshot by their name, measures of a contract as `contract.arr`. */
export const meanings = (): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(FIGURES.map(({ name, meaning }) => [name, meaning])),
  ...Object.fromEntries(Object.values(MEASURES).map(({ column, meaning }) => [`contract.${column}`, meaning])),
  ...ON_DEMAND,
});
