import type { Term } from './billing-event.ts';
import type { Customer } from './customers.ts';

/**
 * What becomes of a contract at the end of its term: it renews by itself, or with new terms (signed before that day and
 * counting from signing on, or announced for it), or under another contract, or it ends by word or by silence.
 */
export type RenewalOutcome = 'silently' | 'early' | 'raised' | 'anew' | 'cancelled' | 'lapsed';

type Weights = readonly (readonly [RenewalOutcome, number])[];

const BY_ITSELF: Weights = [
  ['silently', 40],
  ['early', 20],
  ['raised', 20],
  ['anew', 8],
  ['cancelled', 12],
];
const BY_WORD: Weights = [
  ['early', 48],
  ['anew', 36],
  ['lapsed', 16],
];

export const renewalOutcome = ({ random }: Customer, { auto_renew: renewsItself }: Term): RenewalOutcome =>
  random.weighted<RenewalOutcome>(renewsItself ? BY_ITSELF : BY_WORD);
