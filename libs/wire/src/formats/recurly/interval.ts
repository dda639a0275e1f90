import { type CivilDate, daysBetween, wholeMonthsBetween } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import { billingInterval } from '../frame/billing-interval.ts';
import { listedInterval } from '../frame/catalog-price.ts';
import { dayAt, endDay } from '../frame/days.ts';
import type { BillingInterval } from '../frame/statement.ts';
import { planCodeOf, type RecurlyContext } from './context.ts';

/** Whole months between two billing days, counted from the day on which billing began where a short month cut one off. */
const monthsOf = (start: CivilDate, end: CivilDate, anchor: CivilDate): number | null => {
  const direct = wholeMonthsBetween(start, end);
  if (direct !== null) return direct;
  const [before, upTo] = [wholeMonthsBetween(anchor, start), wholeMonthsBetween(anchor, end)];
  return before === null || upTo === null ? null : upTo - before;
};

const ofLength = (start: CivilDate, end: CivilDate, anchor: CivilDate): BillingInterval | null => {
  const months = monthsOf(start, end, anchor);
  if (months !== null && months > 0) {
    return months % 12 === 0 ? billingInterval('year', months / 12) : billingInterval('month', months);
  }
  const days = daysBetween(start, end);
  if (days === 7 || days === 14) return billingInterval('week', days / 7);
  return days === 1 ? billingInterval('day', 1) : null;
};

type Period = Readonly<{ start: CivilDate; end: CivilDate }>;

const currentPeriod = ({ subscription, dayOf }: RecurlyContext): Period | null => {
  const start = dayAt(subscription.at('current_period_started_at').instant, dayOf);
  const end = endDay(subscription.at('current_period_ends_at').instant, dayOf);
  return start === null || end === null ? null : { start, end };
};

/** The length of the current period, unless that is a trial. */
const ofPeriod = ({ start, end }: Period, { subscription, dayOf, firstDay }: RecurlyContext) => {
  const trialEnd = endDay(subscription.at('trial_ends_at').instant, dayOf);
  return trialEnd !== null && end <= trialEnd ? null : ofLength(start, end, trialEnd ?? firstDay);
};

/** How often the plan is billed: by the catalog, else as long as the current period, with a note. */
export const planInterval = (context: RecurlyContext): BillingInterval | null => {
  const { subscription, adapter, findings } = context;
  const [code, period] = [planCodeOf(subscription), currentPeriod(context)];
  if (period !== null && period.end <= period.start) {
    findings.refuse('contradictory', 'current_period_ends_at', 'is not after current_period_started_at');
    return null;
  }
  const listed = code === null ? null : listedInterval(adapter.catalog.plans.get(code));
  const found = listed ?? (period === null ? null : ofPeriod(period, context));
  if (listed === null && found !== null) findings.note('interval_derived');
  if (found === null) {
    const reason = `${shown(code ?? 'without a code')} has no interval in the payload, nor in the catalog (plans)`;
    findings.refuse('amount_unknown', 'plan', reason);
  }
  return found;
};
