import type { CivilDate, Instant } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import { withDiscounts, withLineDiscounts } from '../frame/discounts.ts';
import { endInstant } from '../frame/days.ts';
import type { Findings } from '../frame/findings.ts';
import type { Reading } from '../frame/format.ts';
import { numbered } from '../frame/numbered.ts';
import { OneCurrency } from '../frame/one-currency.ts';
import { UNDATED } from '../frame/pauses.ts';
import type { Payload } from '../frame/payload.ts';
import type { Pause, StatedTerm, Terms } from '../frame/statement.ts';
import type { StripeContext } from './context.ts';
import { discountsIn } from './discounts.ts';
import { type Item, itemOf, itemPayloads, noteTaxRates, pricesIn } from './items.ts';
import { phasesOf } from './phases.ts';

type Dated = Readonly<{ firstDay: CivilDate; day: CivilDate }>;

/** A status without lines until it changes. */
const pauseOfStatus = (subscription: Payload, { adapter, findings }: StripeContext): Pause | null => {
  const status = subscription.at('status').text;
  switch (status) {
    case 'active':
    case 'trialing':
    case 'incomplete':
    case 'incomplete_expired':
    case 'canceled':
      return null;
    case 'past_due':
    case 'unpaid':
      return adapter.status[status] === 'drop' ? UNDATED : null;
    case 'paused':
      return UNDATED;
    case null:
      findings.refuse('partial_terms', 'status', 'is missing');
      return null;
    default:
      findings.refuse('unsupported', 'status', `${shown(status)} has no meaning here`);
      return null;
  }
};

const pauseOf = (subscription: Payload, context: StripeContext): Pause | null => {
  const collection = subscription.at('pause_collection');
  const behavior = collection.at('behavior').text;
  const isVoid = behavior === 'void' || behavior === 'mark_uncollectible';
  const byStatus = pauseOfStatus(subscription, context);
  if (byStatus !== null || !isVoid || context.adapter.status.pause_collection === 'count') return byStatus;
  const resumes = collection.at('resumes_at').unixSeconds;
  return { from: null, until: resumes === null ? null : context.dayOf(resumes) };
};

const dayAt = (payload: Payload, dayOf: (instant: Instant) => CivilDate): CivilDate | null => {
  const instant = payload.unixSeconds;
  return instant === null ? null : dayOf(endInstant(instant));
};

/** The end of the current period: of the latest of the items since 2025, of the subscription before. */
const periodEnd = (subscription: Payload, { dayOf }: StripeContext): CivilDate | null => {
  const items = subscription
    .at('items')
    .at('data')
    .items.map((item) => dayAt(item.at('current_period_end'), dayOf));
  const ends = [...items, dayAt(subscription.at('current_period_end'), dayOf)].filter((day) => day !== null);
  return items.some((day) => day !== null)
    ? ends.slice(0, items.length).reduce((latest, day) => (day > latest ? day : latest))
    : (ends[0] ?? null);
};

type Ending = Readonly<{ term: StatedTerm | null; scheduledEnd: CivilDate | null }>;

/** An end at the end of a period or on a day that was set later is scheduled; one that was there at creation is a term. */
const endingOf = (subscription: Payload, { firstDay }: Dated, context: StripeContext): Ending => {
  const { dayOf, findings } = context;
  const cancelAt = dayAt(subscription.at('cancel_at'), dayOf);
  if (subscription.at('cancel_at_period_end').flag) {
    const end = cancelAt ?? periodEnd(subscription, context);
    if (end === null) findings.refuse('no_effective_date', 'cancel_at_period_end', 'is true, but no period ends');
    return { term: null, scheduledEnd: end };
  }
  if (cancelAt === null) return { term: null, scheduledEnd: null };
  const canceled = subscription.at('canceled_at').unixSeconds;
  const created = subscription.at('created').unixSeconds;
  const isSinceCreation = canceled === null || (created !== null && dayOf(canceled) === dayOf(created));
  return isSinceCreation && cancelAt > firstDay
    ? { term: { start: firstDay, end: cancelAt, autoRenew: false, anchor: null }, scheduledEnd: null }
    : { term: null, scheduledEnd: cancelAt };
};

const discountedLines = (subscription: Payload, items: readonly Item[], context: StripeContext) => {
  const end = periodEnd(subscription, context);
  const lines = items.flatMap(({ payload, per, lines: own }) => {
    const billing = { interval: per, periodEnd: dayAt(payload.at('current_period_end'), context.dayOf) ?? end };
    return withLineDiscounts(own, discountsIn(payload, billing, context));
  });
  const billing = { interval: items[0]?.per ?? null, periodEnd: end };
  return withDiscounts(numbered(lines), discountsIn(subscription, billing, context));
};

const trialOf = (subscription: Payload, { dayOf }: StripeContext): Terms['trial'] => {
  const [start, end] = [subscription.at('trial_start').unixSeconds, subscription.at('trial_end').unixSeconds];
  return end === null ? null : { start: start === null ? null : dayOf(start), end: dayOf(endInstant(end)) };
};

/** The phases of a schedule; discounts of the subscription count where no phase states any. */
const phaseLines = (subscription: Payload, lines: Terms['lines'], context: StripeContext) => {
  const isDiscounted = lines.some((line) => line.kind === 'recurring' && line.discounts.length > 0);
  const interval = lines.find((line) => line.kind === 'recurring')?.per ?? null;
  const billing = { interval, periodEnd: periodEnd(subscription, context) };
  return withDiscounts(lines, isDiscounted ? [] : discountsIn(subscription, billing, context));
};

const itemLines = (subscription: Payload, context: StripeContext): Pick<Terms, 'lines' | 'discounts'> => {
  const items = itemPayloads(subscription, context).flatMap((item) => itemOf(item, context) ?? []);
  return discountedLines(subscription, items, context);
};

/** The terms of a subscription, by its items or by the phases of its schedule where the payload has them. */
export const stripeTerms = (stated: Payload, dates: Dated, reading: Reading, findings: Findings): Terms => {
  const subscription = stated.with(findings);
  const context = { ...reading, findings, currency: new OneCurrency(findings), ...dates };
  const schedule = subscription.at('schedule');
  context.currency.add(subscription.at('currency').text, 'currency');
  noteTaxRates(subscription.at('default_tax_rates'), context);
  if (typeof schedule.value === 'string') findings.note('schedule_not_followed');
  const isDraft = subscription.at('status').text === 'incomplete';
  const phases = schedule.isObject ? phasesOf(schedule, null, { ...context, prices: pricesIn(subscription) }) : null;
  const { lines, discounts } =
    phases === null ? itemLines(subscription, context) : phaseLines(subscription, phases.lines, context);
  const ending = endingOf(subscription, dates, context);
  return {
    customerId: subscription.at('customer').id,
    currency: context.currency.code,
    ...ending,
    term: phases?.term ?? ending.term,
    pause: pauseOf(subscription, context),
    trial: phases === null ? trialOf(subscription, context) : null,
    lines: isDraft ? [] : lines,
    discounts,
  };
};
