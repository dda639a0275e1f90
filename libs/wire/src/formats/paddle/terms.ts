import type { CivilDate } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import { billingInterval } from '../frame/billing-interval.ts';
import { dayAt, endDay } from '../frame/days.ts';
import { type LimitedDiscount, withDiscounts } from '../frame/discounts.ts';
import type { Findings } from '../frame/findings.ts';
import type { Reading } from '../frame/format.ts';
import { datedDiscount, listedCoupon, unknownDiscount } from '../frame/known-discounts.ts';
import { OneCurrency } from '../frame/one-currency.ts';
import { pauseOf, UNDATED } from '../frame/pauses.ts';
import type { Payload } from '../frame/payload.ts';
import type { BillingInterval, Pause, StatedLine, Terms } from '../frame/statement.ts';
import type { PaddleContext } from './context.ts';
import { lineOf } from './items.ts';

/** What is to happen to the subscription, and when: one thing at most. */
type Scheduled = Readonly<{ end: CivilDate | null; pause: CivilDate | null; resume: CivilDate | null }>;

const scheduledIn = ({ subscription, dayOf, findings }: PaddleContext): Scheduled => {
  const change = subscription.at('scheduled_change');
  const none: Scheduled = { end: null, pause: null, resume: null };
  if (!change.isThere) return none;
  const effective = endDay(change.at('effective_at').instant, dayOf);
  if (effective === null) {
    findings.refuse('no_effective_date', change.at('effective_at').path, 'is missing');
    return none;
  }
  switch (change.at('action').text) {
    case 'cancel':
      return { ...none, end: effective };
    case 'pause':
      return { ...none, pause: effective, resume: dayAt(change.at('resume_at').instant, dayOf) };
    case 'resume':
      return { ...none, resume: effective };
    case null:
    default:
      findings.refuse(
        'unsupported',
        change.at('action').path,
        `${shown(change.at('action').value)} has no meaning here`,
      );
      return none;
  }
};

const pausedBy = ({ pause, resume }: Scheduled, context: PaddleContext): Pause | null => {
  const { subscription, adapter, findings, dayOf, day } = context;
  const status = subscription.at('status');
  switch (status.text) {
    case 'active':
    case 'trialing':
    case 'canceled':
      return pauseOf(false, { from: pause, until: resume }, day);
    case 'past_due':
      return adapter.status.past_due === 'drop' ? UNDATED : pauseOf(false, { from: pause, until: resume }, day);
    case 'paused':
      return { from: dayAt(subscription.at('paused_at').instant, dayOf), until: resume };
    case null:
      findings.refuse('partial_terms', status.path, 'is missing');
      return null;
    default:
      findings.refuse('unsupported', status.path, `${shown(status.text)} has no meaning here`);
      return null;
  }
};

const cycleOf = (subscription: Payload): BillingInterval | null => {
  const cycle = subscription.at('billing_cycle');
  return billingInterval(cycle.at('interval').text, cycle.at('frequency').whole);
};

/** A discount is an id with its dates; the catalog has its value. */
const discountsIn = (context: PaddleContext): readonly LimitedDiscount[] => {
  const { subscription, dayOf, firstDay } = context;
  const stated = subscription.at('discount');
  if (!stated.isThere) return [];
  const id = stated.at('id').text;
  const coupon = listedCoupon(id, context);
  if (coupon === null) {
    unknownDiscount(stated, id, context);
    return [];
  }
  const dates = {
    start: dayAt(stated.at('starts_at').instant, dayOf),
    end: endDay(stated.at('ends_at').instant, dayOf),
    periodEnd: dayAt(subscription.at('next_billed_at').instant, dayOf),
    interval: cycleOf(subscription),
    firstDay,
  };
  return [datedDiscount(coupon, dates, context)];
};

const linesIn = ({ subscription, ...context }: PaddleContext): readonly StatedLine[] => {
  const { findings } = context;
  const items = subscription.at('items');
  if (items.items.length === 0) findings.refuse('partial_terms', items.path, 'is missing');
  const isTrialDated = items.items.some((item) => item.at('trial_dates').at('ends_at').isThere);
  if (subscription.at('status').text === 'trialing' && !isTrialDated) {
    findings.refuse('partial_terms', items.path, 'have no trial_dates, and the subscription is trialing');
  }
  return items.items.flatMap((item) => lineOf(item, { ...context, subscription }) ?? []);
};

/** The terms of a subscription. Paddle has no stated commitments, so it is evergreen. */
export const paddleTerms = (
  stated: Payload,
  dates: Pick<PaddleContext, 'firstDay' | 'day'>,
  reading: Reading,
  findings: Findings,
): Terms => {
  const subscription = stated.with(findings);
  const context = { ...reading, findings, currency: new OneCurrency(findings), subscription, ...dates };
  context.currency.add(subscription.at('currency_code').text ?? reading.adapter.currency, 'currency_code');
  if (context.currency.code === null) findings.refuse('partial_terms', 'currency_code', 'is missing');
  const scheduled = scheduledIn(context);
  return {
    customerId: subscription.at('customer_id').text,
    currency: context.currency.code,
    term: null,
    scheduledEnd: scheduled.end,
    pause: pausedBy(scheduled, context),
    trial: null,
    ...withDiscounts(linesIn(context), discountsIn(context), cycleOf(subscription)),
  };
};
