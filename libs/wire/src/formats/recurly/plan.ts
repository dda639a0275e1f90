import { type CivilDate, type Decimal, ONE, parseCivilDate } from '@app/domain';
import { afterIntervals } from '../frame/billing-interval.ts';
import { dayAt, endDay, laterDay } from '../frame/days.ts';
import type { Payload } from '../frame/payload.ts';
import type { BillingInterval, StatedLine } from '../frame/statement.ts';
import { planCodeOf, type RecurlyContext, unitAmountOf } from './context.ts';

type Step = Readonly<{ start: CivilDate; end: CivilDate | null; unitPrice: Decimal }>;

/** The first day of a step: as stated, else by its billing cycle from the start of the term. */
const startOf = (step: Payload, per: BillingInterval, context: RecurlyContext): CivilDate | null => {
  const { subscription, dayOf, firstDay } = context;
  const stated = dayAt(step.at('starting_on').instant, dayOf);
  if (stated !== null) return stated;
  const cycle = step.at('starting_billing_cycle').whole ?? 0;
  const term = dayAt(subscription.at('current_term_started_at').instant, dayOf) ?? firstDay;
  const start = cycle < 1 ? null : parseCivilDate(afterIntervals(term, per, cycle - 1));
  return start ?? step.none(null, 'says neither a day nor a billing cycle on which it starts');
};

/** The last step is open: it goes on for as long as the subscription, or its term, does. */
const stepsOf = (ramps: readonly Payload[], per: BillingInterval, context: RecurlyContext): readonly Step[] => {
  const starts = ramps.map((ramp) => startOf(ramp, per, context));
  return ramps.flatMap((ramp, i) => {
    const [start = null, unitPrice] = [starts[i], unitAmountOf(ramp, context)];
    if (unitPrice === null) context.findings.refuse('amount_unknown', ramp.path, 'has no unit amount');
    if (start === null || unitPrice === null) return [];
    const next = starts[i + 1] ?? null;
    const end = next === null ? null : (endDay(ramp.at('ending_on').instant, context.dayOf) ?? next);
    return [{ start, end, unitPrice }];
  });
};

/** Steps have to lie in the life of the subscription, and the one in force has its price: else one of the two is wrong. */
const checkSteps = (steps: readonly Step[], unitPrice: Decimal, { findings, firstDay, day }: RecurlyContext): void => {
  const now = laterDay(day, firstDay);
  const inForce = steps.find(({ start, end }) => start <= now && (end === null || now < end));
  const isBefore = steps.some(({ start }) => start < firstDay);
  const isEmpty = steps.some(({ start, end }) => end !== null && end <= start);
  if (isBefore || isEmpty || inForce === undefined) {
    findings.refuse('contradictory', 'ramp_intervals', 'are not in the life of the subscription');
  } else if (!inForce.unitPrice.eq(unitPrice)) {
    const [step, whole] = [inForce.unitPrice.toFixed(), unitPrice.toFixed()];
    findings.refuse('contradictory', 'ramp_intervals', `have ${step} in force, but the unit amount is ${whole}`);
  }
};

/** The line of the plan, or a line for each step of its price. */
export const planLines = (per: BillingInterval, context: RecurlyContext): readonly StatedLine[] => {
  const { subscription, findings } = context;
  const [id, unitPrice] = [planCodeOf(subscription), unitAmountOf(subscription, context)];
  const quantity = subscription.at('quantity').decimal ?? ONE;
  if (id === null) findings.refuse('partial_terms', 'plan', 'has no code');
  if (unitPrice === null) findings.refuse('amount_unknown', 'unit_amount', 'is missing: the total has the add-ons too');
  if (id === null || unitPrice === null || quantity.isZero()) return [];
  const line = { id, kind: 'recurring', product: id, quantity, per, discounts: [] } as const;
  const ramps = subscription.at('ramp_intervals').items;
  if (ramps.length === 0) return [{ ...line, unitPrice, start: null, end: null }];
  const steps = stepsOf(ramps, per, context);
  if (steps.length === ramps.length) checkSteps(steps, unitPrice, context);
  return steps.map((step) => ({ ...line, ...step }));
};
