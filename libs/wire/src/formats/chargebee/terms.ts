import type { CivilDate } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import { dayAt, endDay } from '../frame/days.ts';
import { withDiscounts } from '../frame/discounts.ts';
import type { Findings } from '../frame/findings.ts';
import type { Reading } from '../frame/format.ts';
import { OneCurrency } from '../frame/one-currency.ts';
import { pauseOf } from '../frame/pauses.ts';
import type { Payload } from '../frame/payload.ts';
import type { Terms, Trial } from '../frame/statement.ts';
import type { ChargebeeContext } from './context.ts';
import { compareContractValue } from './contract-value.ts';
import { discountsOf } from './discounts.ts';
import { billingOf, itemsOf, linesOf } from './items.ts';
import { endingOf } from './term.ts';

const KNOWN = new Set(['future', 'in_trial', 'active', 'non_renewing', 'paused', 'cancelled']);

const checkStatus = (status: Payload, { findings }: ChargebeeContext): void => {
  if (status.text === null) findings.refuse('partial_terms', status.path, 'is missing');
  else if (!KNOWN.has(status.text)) {
    findings.refuse('unsupported', status.path, `${shown(status.text)} has no meaning here`);
  }
};

const trialOf = (subscription: Payload, { dayOf, findings }: ChargebeeContext): Trial | null => {
  const start = dayAt(subscription.at('trial_start').unixSeconds, dayOf);
  const end = endDay(subscription.at('trial_end').unixSeconds, dayOf);
  const isMissing = end === null && subscription.at('status').text === 'in_trial';
  if (isMissing) findings.refuse('partial_terms', 'trial_end', 'is missing, and the subscription is in trial');
  return end === null ? null : { start, end };
};

const pausedBy = (subscription: Payload, { dayOf, day }: ChargebeeContext): Terms['pause'] => {
  const from = dayAt(subscription.at('pause_date').unixSeconds, dayOf);
  const until = dayAt(subscription.at('resume_date').unixSeconds, dayOf);
  return pauseOf(subscription.at('status').text === 'paused', { from, until }, day);
};

/** The parts of a record of which terms are read: the customer and the contract term may be beside the subscription. */
export type Stated = Readonly<{ subscription: Payload; beside: Payload }>;

export type Dated = Readonly<{ firstDay: CivilDate; day: CivilDate }>;

/** The terms of a subscription, in either catalog. */
export const chargebeeTerms = (stated: Stated, dates: Dated, reading: Reading, findings: Findings): Terms => {
  const [subscription, beside] = [stated.subscription.with(findings), stated.beside.with(findings)];
  const context = { ...reading, findings, currency: new OneCurrency(findings), ...dates };
  context.currency.add(subscription.at('currency_code').text ?? reading.adapter.currency, 'currency_code');
  checkStatus(subscription.at('status'), context);
  const items = itemsOf(subscription, context);
  const billing = {
    interval: billingOf(subscription),
    periodEnd: dayAt(subscription.at('next_billing_at').unixSeconds, reading.dayOf),
  };
  const lines = items.flatMap((item) => linesOf(item, subscription, context));
  const own = subscription.at('contract_term');
  const contract = own.isObject ? own : beside.at('contract_term');
  const ending = endingOf({ subscription, contract }, context);
  const discounted = withDiscounts(lines, discountsOf(subscription, billing, context), billing.interval);
  compareContractValue(contract, { ...ending, ...discounted }, context);
  return {
    customerId: subscription.at('customer_id').text ?? beside.at('customer').at('id').text,
    currency: context.currency.code,
    ...ending,
    pause: pausedBy(subscription, context),
    trial: trialOf(subscription, context),
    ...discounted,
  };
};
