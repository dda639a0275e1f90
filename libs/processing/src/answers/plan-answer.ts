import { amount, plain } from '@app/domain';
import type { Plan, PlanQuestion } from '../reports/plan.ts';

/** The question, the periods of the bookings and the answer: decimals as text, as in a snapshot. */
export const planAnswer = (question: PlanQuestion, plan: Plan, reportingCurrency: string) => ({
  target: plain(question.target),
  reporting_currency: reportingCurrency,
  as_of: plan.asOf,
  grain: question.grain,
  periods: plan.periods.map(({ label }) => label),
  dimension: question.dimension,
  segments: plan.segments.map((deals) => ({
    segment: deals.segment,
    bookings_count: deals.bookings,
    bookings_acv_total: plain(deals.acvTotal),
    bookings_acv_average: amount(deals.acvAverage),
    bookings_acv_median: amount(deals.acvMedian),
    deals_needed: deals.dealsNeeded,
    deals_needed_by_median: deals.dealsNeededByMedian,
  })),
});
