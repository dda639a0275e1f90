import { shown } from '../../fields/shown.ts';
import { afterIntervals } from '../frame/billing-interval.ts';
import { dayAt, endDay } from '../frame/days.ts';
import { withDiscounts } from '../frame/discounts.ts';
import type { Findings } from '../frame/findings.ts';
import type { Reading } from '../frame/format.ts';
import { OneCurrency } from '../frame/one-currency.ts';
import { pauseOf } from '../frame/pauses.ts';
import type { Payload } from '../frame/payload.ts';
import type { BillingInterval, Pause, Terms, Trial } from '../frame/statement.ts';
import { addOnLines } from './add-ons.ts';
import type { RecurlyContext } from './context.ts';
import { planInterval } from './interval.ts';
import { planLines } from './plan.ts';
import { redemptionsOf } from './redemptions.ts';
import { endingOf } from './term.ts';

const KNOWN = new Set(['active', 'canceled', 'expired', 'future', 'paused']);

const checkState = (state: Payload, { findings }: RecurlyContext): void => {
  if (state.text === null) findings.refuse('partial_terms', state.path, 'is missing');
  else if (!KNOWN.has(state.text)) {
    findings.refuse('unsupported', state.path, `${shown(state.text)} has no meaning here`);
  }
};

const CYCLES_MAX = 1000;

/**
 * From `paused_at` for a number of intervals. The number counts down while the subscription is paused, so the resumption
 * is never before the day of the record.
 */
const pausedBy = (per: BillingInterval | null, context: RecurlyContext): Pause | null => {
  const { subscription, dayOf, day } = context;
  const isPaused = subscription.at('state').text === 'paused';
  const from = dayAt(subscription.at('paused_at').instant, dayOf);
  const stated = dayAt(subscription.at('resume_at').instant, dayOf);
  const left = subscription.at('remaining_pause_cycles').whole ?? 0;
  if (stated !== null || from === null || per === null || left < 1 || left > CYCLES_MAX) {
    return pauseOf(isPaused, { from, until: stated }, day);
  }
  let cycles = left;
  while (isPaused && cycles < CYCLES_MAX && afterIntervals(from, per, cycles) <= day) cycles += 1;
  return pauseOf(isPaused, { from, until: afterIntervals(from, per, cycles) }, day);
};

const trialOf = ({ subscription, dayOf }: RecurlyContext): Trial | null => {
  const end = endDay(subscription.at('trial_ends_at').instant, dayOf);
  return end === null ? null : { start: dayAt(subscription.at('trial_started_at').instant, dayOf), end };
};

/** The code of the account, which version 2 has in its address only. */
const customerOf = (account: Payload): string | null => {
  const last = account.at('href').text?.split('/').at(-1) ?? null;
  return account.first('code', 'account_code').text ?? last;
};

/** The currency. A recorded exchange has it twice, as it was asked for and as it was answered. */
const currencyOf = (subscription: Payload, findings: Findings): string | null => {
  const stated = subscription.at('currency');
  if (!Array.isArray(stated.value)) return stated.text;
  const [first = null, ...others] = stated.items.map(({ text }) => text);
  const isOne = others.every((each) => each?.toUpperCase() === first?.toUpperCase());
  if (!isOne) findings.refuse('contradictory', stated.path, `is ${shown(first)} and ${shown(others[0])}`);
  return first;
};

/** The terms of a subscription of version 3 or 2. */
export const recurlyTerms = (
  stated: Payload,
  dates: Pick<RecurlyContext, 'firstDay' | 'day'>,
  reading: Reading,
  findings: Findings,
): Terms => {
  const subscription = stated.with(findings);
  const context = { ...reading, findings, currency: new OneCurrency(findings), subscription, ...dates };
  context.currency.add(currencyOf(subscription, findings) ?? reading.adapter.currency, 'currency');
  checkState(subscription.at('state'), context);
  if (subscription.at('tax_inclusive').flag) findings.note('tax_inclusive');
  const per = planInterval(context);
  const lines = per === null ? [] : [...planLines(per, context), ...addOnLines(per, context)];
  return {
    customerId: customerOf(subscription.at('account')),
    currency: context.currency.code,
    ...endingOf(context),
    pause: pausedBy(per, context),
    trial: trialOf(context),
    ...withDiscounts(lines, per === null ? [] : redemptionsOf(per, context)),
  };
};
