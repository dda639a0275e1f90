import type { CivilDate } from '../calendar/civil-date.ts';
import type { Policy } from '../policy/policy.ts';
import type { FxRate } from '../rates/exchange-rates.ts';
import type { Seen } from './first-seen.ts';

/** A currency of a book. `rateFrom` is the first day with a rate; null: none, or none by the policy's day. */
export type CheckedCurrency = Readonly<{
  currency: string;
  /** The number of events that state it. */
  events: number;
  firstDay: CivilDate;
  isReporting: boolean;
  rateFrom: CivilDate | null;
}>;

/** A currency as it was seen, with the first day on which an event has it. */
export type CurrencySeen = Seen & Readonly<{ firstDay: CivilDate }>;

const firstRate = (currency: string, rates: readonly FxRate[], { fx }: Pick<Policy, 'fx'>): CivilDate | null => {
  const dates = rates.filter((rate) => rate.currency === currency).map(({ date }) => date);
  const counted = fx.mode === 'constant' ? dates.filter((date) => date <= fx.date) : dates;
  return counted.reduce<CivilDate | null>((first, date) => (first === null || date < first ? date : first), null);
};

/** With a constant rate its own date does not matter: it holds on every day. */
export const checkedCurrency = (
  currency: string,
  { count, firstDay }: CurrencySeen,
  rates: readonly FxRate[],
  policy: Pick<Policy, 'fx' | 'reportingCurrency'>,
): CheckedCurrency => ({
  currency,
  events: count,
  firstDay,
  isReporting: currency === policy.reportingCurrency,
  rateFrom: firstRate(currency, rates, policy),
});

/** How a currency lacks rates, in words; null if it does not. */
export const lackOfRates = (
  { currency, firstDay, isReporting, rateFrom }: CheckedCurrency,
  { fx }: Pick<Policy, 'fx'>,
): string | null => {
  if (isReporting) return null;
  if (rateFrom === null) return `${currency}: no rate${fx.mode === 'constant' ? ` on or before ${fx.date}` : ''}`;
  return fx.mode === 'period_end' && firstDay < rateFrom
    ? `${currency}: rates from ${rateFrom}, contracts from ${firstDay}`
    : null;
};
