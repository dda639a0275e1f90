import { amount, plain } from '@app/domain';
import type { Plan, PlanQuestion } from '@app/processing';
import { count, readable } from '../readable.ts';
import { table } from '../table.ts';

/** The question, the periods of the bookings and the answer for programs: decimals as text, as in a snapshot. */
export const planJson = (question: PlanQuestion, plan: Plan, reportingCurrency: string): string =>
  JSON.stringify({
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

const pooledFrom = ({ periods }: Plan): string => {
  const [first, last] = [periods.at(0), periods.at(-1)];
  if (first === undefined || last === undefined) return 'no ended period';
  return first === last ? first.label : `${first.label} to ${last.label}`;
};

/** For people. */
export const planTable = (question: PlanQuestion, plan: Plan, reportingCurrency: string): string => {
  const rows = plan.segments.map((deals) => [
    deals.segment,
    count(deals.dealsNeeded),
    count(deals.dealsNeededByMedian),
    count(deals.bookings),
    readable(amount(deals.acvAverage), 2),
    readable(amount(deals.acvMedian), 2),
  ]);
  const header = [question.dimension, 'deals', 'by median', 'bookings', 'average ACV', 'median ACV'];
  const asked = `Deals needed to book ${readable(plain(question.target), 2)} ${reportingCurrency} of ACV`;
  return `${asked}, by the bookings of ${pooledFrom(plan)} (as of ${plan.asOf})\n\n${table(header, rows)}`;
};
