import type { CivilDate } from '@app/domain';
import { anchored } from '../frame/anchored.ts';
import { dayAt, endDay } from '../frame/days.ts';
import { laidBack } from '../frame/laid-back.ts';
import type { StatedTerm, Terms } from '../frame/statement.ts';
import type { RecurlyContext } from './context.ts';

/** The current term as Recurly states it; null: there is none. */
const currentTerm = (context: RecurlyContext): StatedTerm | null => {
  const { subscription, dayOf, findings, firstDay } = context;
  const start = dayAt(subscription.at('current_term_started_at').instant, dayOf);
  const end = endDay(subscription.at('current_term_ends_at').instant, dayOf);
  if (start === null || end === null) return null;
  const renews = subscription.at('auto_renew');
  if (!renews.isThere) findings.refuse('partial_terms', renews.path, 'is missing, and there is a term');
  return anchored({ start, end, autoRenew: renews.flag, anchor: null }, firstDay);
};

const expiry = ({ subscription, dayOf, findings }: RecurlyContext): CivilDate | null => {
  const end = endDay(subscription.at('expires_at').instant, dayOf);
  if (end === null && subscription.at('state').text === 'canceled') {
    findings.refuse('no_effective_date', 'expires_at', 'is missing, and the subscription is to end');
  }
  return end;
};

type Ending = Pick<Terms, 'term' | 'scheduledEnd'> & Readonly<{ termAtStart: StatedTerm | null }>;

/** A term that renews moves by its own length. One that is canceled ends on its expiry, as does what has no term. */
export const endingOf = (context: RecurlyContext): Ending => {
  const { subscription, findings, firstDay } = context;
  const [stated, end] = [currentTerm(context), expiry(context)];
  if (stated === null) return { term: null, termAtStart: null, scheduledEnd: end };
  const isCanceled = subscription.at('state').text === 'canceled' && end !== null;
  const term = isCanceled ? { ...stated, end, autoRenew: false } : stated;
  if (term.end <= term.start || stated.end <= stated.start) {
    findings.refuse('contradictory', 'current_term_ends_at', 'or expires_at is not after the start of the term');
  }
  return { term, termAtStart: stated.start > firstDay ? laidBack(stated, firstDay) : term, scheduledEnd: null };
};
