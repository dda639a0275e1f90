import { type CivilDate, parseCivilDate } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import { anchored } from '../frame/anchored.ts';
import { afterBillings } from '../frame/billing-interval.ts';
import { dayAt, endDay } from '../frame/days.ts';
import { laidBack } from '../frame/laid-back.ts';
import type { Payload } from '../frame/payload.ts';
import type { StatedTerm, Terms } from '../frame/statement.ts';
import type { ChargebeeContext } from './context.ts';
import { billingOf } from './items.ts';

/** Whether a contract term renews; null: Chargebee does what events cannot say. */
const isRenewed = (action: Payload, { findings }: ChargebeeContext): boolean => {
  switch (action.text) {
    case 'renew':
    case 'evergreen':
      return true;
    case 'cancel':
      return false;
    case null:
      findings.refuse('partial_terms', action.path, 'is missing');
      return false;
    default:
      findings.refuse('unsupported', action.path, `${shown(action.text)} has no meaning here`);
      return false;
  }
};

/** A contract term counts while it is active. */
const contractTerm = (contract: Payload, context: ChargebeeContext): StatedTerm | null => {
  if (contract.at('status').text !== 'active') return null;
  const { dayOf, findings } = context;
  const start = dayAt(contract.at('contract_start').unixSeconds, dayOf);
  const end = endDay(contract.at('contract_end').unixSeconds, dayOf);
  if (start === null || end === null) {
    findings.refuse('partial_terms', contract.path, 'has no contract_start or no contract_end');
    return null;
  }
  if (end <= start) findings.refuse('contradictory', contract.at('contract_end').path, 'is not after contract_start');
  const autoRenew = isRenewed(contract.at('action_at_term_end'), context);
  return anchored({ start, end, autoRenew, anchor: null }, context.firstDay);
};

/** A number of billing cycles that is left is a term from the first day on. */
const cyclesTerm = (subscription: Payload, { dayOf, firstDay }: ChargebeeContext): StatedTerm | null => {
  const left = subscription.at('remaining_billing_cycles');
  const [cycles, per] = [left.whole, billingOf(subscription)];
  const next = dayAt(subscription.at('next_billing_at').unixSeconds, dayOf);
  if (cycles === null || per === null || next === null) return null;
  const anchor = dayAt(subscription.at('activated_at').unixSeconds, dayOf) ?? firstDay;
  const end = afterBillings(next, per, { times: cycles, anchor });
  if (cycles < 0 || parseCivilDate(end) === null) return left.none(null, 'is no number of cycles that ends a term');
  return end > firstDay ? { start: firstDay, end, autoRenew: false, anchor: null } : null;
};

/** The scheduled end of one that does not renew. `current_term_end` is moved to a cancellation, so it is never read. */
const scheduledEnd = (subscription: Payload, { dayOf, findings }: ChargebeeContext): CivilDate | null => {
  if (subscription.at('status').text !== 'non_renewing') return null;
  const end = endDay(subscription.at('cancelled_at').unixSeconds, dayOf);
  if (end === null) findings.refuse('no_effective_date', 'cancelled_at', 'is missing, and the subscription is to end');
  return end;
};

type Ending = Pick<Terms, 'term' | 'scheduledEnd'> & Readonly<{ termAtStart: StatedTerm | null }>;

/** The term that is stated, and the end that is scheduled: of a term, it does not renew; before its end, both are said. */
export const endingOf = (
  { subscription, contract }: Readonly<{ subscription: Payload; contract: Payload }>,
  context: ChargebeeContext,
): Ending => {
  const end = scheduledEnd(subscription, context);
  const stated = contractTerm(contract, context) ?? cyclesTerm(subscription, context);
  if (stated === null) return { term: null, termAtStart: null, scheduledEnd: end };
  const term = end === null ? stated : { ...stated, autoRenew: false };
  const isBefore = end !== null && end < term.end;
  return { term, termAtStart: laidBack(term, context.firstDay), scheduledEnd: isBefore ? end : null };
};
