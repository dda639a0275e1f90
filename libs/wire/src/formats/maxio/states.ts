import type { CivilDate, Instant } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import { dayAt, endDay, endInstant } from '../frame/days.ts';
import type { Reading } from '../frame/format.ts';
import { pauseOf, UNDATED } from '../frame/pauses.ts';
import type { Payload } from '../frame/payload.ts';
import type { PastEnd, Pause, StatedTerm, Terms, Trial } from '../frame/statement.ts';
import type { MaxioContext } from './context.ts';
import { flagOf } from './fields.ts';

/** States of a subscription that is not yet one: another payload tells when it is. */
export const DRAFTS = new Set(['pending', 'awaiting_signup']);

/** The states of one that is over, with the field that says since when. */
const ENDS: Readonly<Record<string, string>> = {
  canceled: 'canceled_at',
  expired: 'expires_at',
  trial_ended: 'trial_ended_at',
};

const endField = (subscription: Payload): Payload | null => {
  const state = subscription.at('state').text ?? '';
  const field = Object.hasOwn(ENDS, state) ? ENDS[state] : undefined;
  return field === undefined ? null : subscription.at(field);
};

/** When a subscription that is over ended, if it says so. */
export const endInstantOf = (subscription: Payload): Instant | null => endField(subscription)?.instant ?? null;

/** The end of a subscription that is over. One that could not be created never was. */
export const endOf = (
  subscription: Payload,
  { at: created, firstDay }: Readonly<{ at: Instant; firstDay: CivilDate }>,
  { dayOf, findings }: Reading,
): PastEnd | null => {
  if (subscription.at('state').text === 'failed_to_create') return { day: firstDay, at: created };
  const field = endField(subscription);
  if (field === null) return null;
  const at = field.instant;
  if (at !== null) return { day: dayOf(endInstant(at)), at };
  findings.refuse('no_effective_date', field.path, 'is missing, and the subscription is over');
  return null;
};

/** A state without lines, by the adapter where it is about money that is owed. */
export const pausedBy = ({ subscription, adapter, findings, dayOf, day }: MaxioContext): Pause | null => {
  const state = subscription.at('state');
  const held = {
    from: dayAt(subscription.at('on_hold_at').instant, dayOf),
    until: dayAt(subscription.at('automatically_resume_at').instant, dayOf),
  };
  switch (state.text) {
    case 'active':
    case 'trialing':
    case 'assessing':
    // The merchant's own account is in arrears: its customers go on.
    case 'paused':
    case 'canceled':
    case 'expired':
    case 'trial_ended':
    case 'failed_to_create':
      return pauseOf(false, held, day);
    case 'past_due':
    case 'soft_failure':
      return adapter.status.past_due === 'drop' ? UNDATED : null;
    case 'unpaid':
      return adapter.status.unpaid === 'drop' ? UNDATED : null;
    case 'suspended':
      return UNDATED;
    case 'on_hold':
      return pauseOf(true, held, day);
    case null:
      findings.refuse('partial_terms', state.path, 'is missing');
      return null;
    default:
      findings.refuse('unsupported', state.path, `${shown(state.text)} has no meaning here`);
      return null;
  }
};

export const trialOf = ({ subscription, dayOf, findings }: MaxioContext): Trial | null => {
  const end = endDay(subscription.at('trial_ended_at').instant, dayOf);
  const start = dayAt(subscription.at('trial_started_at').instant, dayOf);
  const isMissing = end === null && subscription.at('state').text === 'trialing';
  if (isMissing) findings.refuse('partial_terms', 'trial_ended_at', 'is missing, and the subscription is in trial');
  return end === null ? null : { start, end };
};

/** An expiration is a term that does not renew. */
const expiry = ({ subscription, dayOf, findings, firstDay }: MaxioContext): StatedTerm | null => {
  const expires = subscription.at('expires_at');
  const end = endDay(expires.instant, dayOf);
  if (end === null) return null;
  if (end <= firstDay) findings.refuse('contradictory', expires.path, `is not after the first day, ${firstDay}`);
  return { start: firstDay, end, autoRenew: false, anchor: null };
};

/** The day to which a cancellation was put off. The dates without the flag are of one that is over. */
const scheduledEnd = ({ subscription, dayOf, findings }: MaxioContext): CivilDate | null => {
  const flag = subscription.at('cancel_at_end_of_period');
  if (!flagOf(flag)) return null;
  const stated = subscription.first('scheduled_cancellation_at', 'delayed_cancel_at', 'current_period_ends_at');
  const end = endDay(stated.instant, dayOf);
  if (end === null) findings.refuse('no_effective_date', flag.path, 'is true, but no day is stated');
  return end;
};

/** The term that is stated, and the end that is scheduled; both where the end is before that of the term. */
export const endingOf = (context: MaxioContext): Pick<Terms, 'term' | 'scheduledEnd'> => {
  const [term, end] = [expiry(context), scheduledEnd(context)];
  return { term, scheduledEnd: term !== null && end !== null && end >= term.end ? null : end };
};
