import type { Term } from './billing-event.ts';
import type { Customer } from './customers.ts';

/**
 * The end of a term. `silently`: the contract renews by itself. `early`, `raised`: it renews with new terms, which
 * count from their signing or from the end of the term. `anew`: another contract renews it. `cancelled`, `lapsed`: it
 * ends.
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
const BY_SIGNATURE: Weights = [
  ['early', 48],
  ['anew', 36],
  ['lapsed', 16],
];

export const renewalOutcome = ({ random }: Customer, { auto_renew: renewsItself }: Term): RenewalOutcome =>
  random.weighted<RenewalOutcome>(renewsItself ? BY_ITSELF : BY_SIGNATURE);
