import type { Contract } from './contract.ts';

const DAY_MS = 86_400_000;

/** A cache: every event asks for its day, and there are few days. */
const days = new Map<number, string>();

/** The civil date of a moment, in UTC. */
export const dayOf = (ms: number): string => {
  const day = Math.floor(ms / DAY_MS);
  const known = days.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * DAY_MS).toISOString().slice(0, 10);
  days.set(day, text);
  return text;
};

/** The same day of the month, `months` later. Terms never start after the 28th. */
const monthsLater = (day: string, months: number): string => {
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const month = String((at % 12) + 1).padStart(2, '0');
  return `${Math.floor(at / 12)}-${month}${day.slice(7)}`;
};

/** The day on which a term starts that was signed at this moment. */
const termStart = (createdAt: number): string => {
  const day = dayOf(createdAt);
  return Number(day.slice(8)) > 28 ? `${day.slice(0, 8)}28` : day;
};

const termText = ({ termMonths, isRenewing }: Contract, createdAt: number): string => {
  const start = termStart(createdAt);
  const end = termMonths === null ? 'null' : `"${monthsLater(start, termMonths)}"`;
  return `{"start":"${start}","end":${end},"auto_renew":${isRenewing}}`;
};

/** When an event was recorded, and under which number. */
export type Recorded = Readonly<{ number: number; time: number; createdAt: number; source: string }>;

const envelope = (type: string, contract: Contract, { number, time, source }: Recorded): string =>
  `{"specversion":"1.0","id":"evt_${Math.floor(time / 1000).toString(36)}${number.toString(36).padStart(6, '0')}",` +
  `"source":"${source}","type":"subscription.${type}","time":"${new Date(time).toISOString()}",` +
  `"subject":"${contract.id}","data":`;

const cents = (amount: number): string => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;

export type Price = Readonly<{ quantity: number; unitPrice: number }>;

/** A creation or an amendment, with all terms. */
export const termsText = (
  type: 'created' | 'amended',
  contract: Contract,
  recorded: Recorded,
  { quantity, unitPrice }: Price,
): string =>
  `${envelope(type, contract, recorded)}{"contract_id":"${contract.id}","customer_id":"${contract.customerId}",` +
  `"currency":"${contract.currency}","effective_date":"${dayOf(recorded.time)}",` +
  `"term":${termText(contract, recorded.createdAt)},"lines":[{"id":"seats","kind":"recurring",` +
  `"product":"${contract.product}","quantity":"${quantity}","unit_price":"${cents(unitPrice)}","per":"${contract.per}"}],` +
  `"attributes":{"tier":"${contract.tier}","channel":"${contract.channel}","region":"${contract.region}"}}}`;

export const cancelledText = (contract: Contract, recorded: Recorded): string =>
  `${envelope('cancelled', contract, recorded)}{"contract_id":"${contract.id}",` +
  `"effective_date":"${dayOf(recorded.time)}","reason":"budget"}}`;
