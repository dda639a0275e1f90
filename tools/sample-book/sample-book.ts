import { arrivals } from './arrival.ts';
import type { BillingEvent, RecordedEvent } from './billing-event.ts';
import type { ContractHistory } from './contract-history.ts';
import { type Customer, customers } from './customers.ts';
import { enterprise } from './enterprise.ts';
import { midMarket } from './mid-market.ts';
import { ratesCsv } from './rates.ts';
import { readme } from './readme.ts';
import { selfServe } from './self-serve.ts';

const POLICY = `{
  "reporting_currency": "USD",
  "timezone": "UTC",
  "grains": ["month", "quarter", "year"],
  "dimensions": ["tier", "channel", "region"]
}
`;

const LIVES = { enterprise, 'mid-market': midMarket, 'self-serve': selfServe } as const;

const lifeOf = (customer: Customer): readonly ContractHistory[] => LIVES[customer.tier](customer);

const byTime = (a: RecordedEvent, b: RecordedEvent): number => {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  return a.data.contract_id < b.data.contract_id ? -1 : 1;
};

const numbered = ({ type, time, data }: RecordedEvent, index: number): BillingEvent => {
  const head = {
    specversion: '1.0',
    id: `evt_${String(index + 1).padStart(6, '0')}`,
    source: '/billing/sample',
  } as const;
  const subject = data.contract_id;
  // Both branches are alike, but each keeps the data of its type.
  return type === 'subscription.cancelled'
    ? { ...head, type, time, subject, data }
    : { ...head, type, time, subject, data };
};

/** The events as the billing system recorded them: none late, none twice, none faulty. */
export const billingEvents = (): readonly BillingEvent[] =>
  customers()
    .flatMap(lifeOf)
    .flatMap(({ events }) => events)
    .toSorted(byTime)
    .map(numbered);

/** The files of the sample book by name, uncompressed. They are the same on every machine and at any time. */
export const sampleBook = (): Readonly<Record<'events.jsonl' | 'rates.csv' | 'policy.json' | 'README.md', string>> => {
  const events = billingEvents();
  const lines = arrivals(events);
  return {
    'events.jsonl': lines.map(({ text }) => `${text}\n`).join(''),
    'rates.csv': ratesCsv(),
    'policy.json': POLICY,
    'README.md': readme(events, lines),
  };
};
