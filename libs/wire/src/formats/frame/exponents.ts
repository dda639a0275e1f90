import type { Reading } from './format.ts';

/** ISO 4217's minor units where they are not two digits; withdrawn currencies have two. */
const ISO_EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** The digits of minor units by ISO 4217. `Intl` gives those that are shown, which are fewer for some currencies. */
export const isoExponent = (currency: string): number => ISO_EXPONENTS[currency] ?? 2;

/** The digits of minor units as the adapter says, else by ISO 4217; two where the currency is not known. */
export const exponentOf = (currency: string | null, { adapter }: Pick<Reading, 'adapter'>): number =>
  currency === null ? 2 : (adapter.exponents.get(currency) ?? isoExponent(currency));
