import { isoExponent } from '../frame/exponents.ts';

/**
 * Where the digits of Stripe's minor units are not those of ISO 4217. ISK and UGX keep their former two: 500 are five
 * shillings, although Stripe's own list of currencies without minor units names UGX.
 */
const DIFFERING: Readonly<Record<string, number>> = {
  CLF: 2,
  IQD: 2,
  ISK: 2,
  LYD: 2,
  MGA: 0,
  UGX: 2,
  UYI: 2,
  UYW: 2,
};

export const stripeExponent = (currency: string): number => DIFFERING[currency] ?? isoExponent(currency);
