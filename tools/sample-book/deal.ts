import type { Line, Term, Terms } from './billing-event.ts';
import { addDays, type CivilDate, DOWNTURN, PRICE_RISE } from './calendar.ts';
import type { Customer } from './customers.ts';

/** Days from the opening of a deal to its closing. */
const SALES_CYCLES = {
  enterprise: { min: 60, max: 180 },
  'mid-market': { min: 20, max: 60 },
  'self-serve': { min: 0, max: 4 },
} as const;

/** The days on which the deal was opened and closed. It is closed up to two weeks before its term starts. */
export const salesCycle = (
  { tier, random }: Customer,
  start: CivilDate,
): Pick<Terms, 'opened_date' | 'closed_date'> => {
  const closed = addDays(start, tier === 'self-serve' ? 0 : -random.between(0, 14));
  const { min, max } = SALES_CYCLES[tier];
  return { opened_date: addDays(closed, -random.between(min, max)), closed_date: closed };
};

/** The lasting discount that is granted on a day, in percent. It deepens over time. */
export const discountOn = ({ tier, random }: Customer, day: CivilDate): number => {
  if (tier === 'self-serve') return 0;
  if (day >= DOWNTURN) return random.pick(15, 20, 20, 25, 30);
  return day >= PRICE_RISE ? random.pick(5, 5, 10, 10, 15) : random.pick(0, 0, 5, 5, 10);
};

/** The price of a seat per month, in cents. */
export const seatPriceOn = ({ tier }: Customer, day: CivilDate): number => {
  const [before, after] = { enterprise: [5500, 5900], 'mid-market': [4000, 4400], 'self-serve': [2400, 1900] }[tier];
  const rise = tier === 'self-serve' ? DOWNTURN : PRICE_RISE;
  return (day < rise ? before : after) ?? 0;
};

export const termsOf = (
  { name, tier, channel, region, currency }: Customer,
  term: Term,
  lines: readonly Line[],
): Terms => ({ customer_id: `cus_${name}`, currency, term, lines, attributes: { tier, channel, region } });
