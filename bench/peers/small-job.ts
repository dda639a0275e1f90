import { Decimal } from 'decimal.js';

/** All that the peers read from an event: the annual amount of a contract. */
export type SmallFact = Readonly<{ source: string; id: string; contractId: string; amount: string }>;

type Line = Readonly<{ quantity: string; unit_price: string; per: string }>;

type Event = Readonly<{
  id: string;
  source: string;
  type: string;
  data: Readonly<{ contract_id: string; currency?: string; lines?: readonly Line[] }>;
}>;

const TIMES_A_YEAR: Readonly<Record<string, number>> = { month: 12, quarter: 4, year: 1 };
const CURRENCIES = new Set(['USD', 'EUR']);

const annual = ({ currency, lines }: Event['data']): string | null => {
  const line = lines?.[0];
  if (line === undefined || currency === undefined || !CURRENCIES.has(currency)) return null;
  const price = new Decimal(line.unit_price);
  if (price.isNegative()) return null;
  return price
    .times(line.quantity)
    .times(TIMES_A_YEAR[line.per] ?? 0)
    .toFixed();
};

const amountOf = ({ type, data }: Event): string | null => {
  switch (type) {
    case 'subscription.created':
    case 'subscription.amended':
      return annual(data);
    case 'subscription.cancelled':
      return '0';
    default:
      return null;
  }
};

/** Null for an event that is of no use. Fields that the small job does not read are not checked. */
export const smallFact = (event: Event): SmallFact | null => {
  const amount = amountOf(event);
  if (amount === null) return null;
  return { source: event.source, id: event.id, contractId: event.data.contract_id, amount };
};

/** The same from text; null if it is not JSON. */
export const smallFactOf = (text: string): SmallFact | null => {
  try {
    const event: Event = JSON.parse(text);
    return smallFact(event);
  } catch {
    return null;
  }
};
