import type { BillingEvent, RecordedEvent } from './billing-event.ts';
import { type CivilDate, LAST_DAY } from './calendar.ts';
import type { ContractHistory } from './contract-history.ts';
import { type Customer, customers } from './customers.ts';
import { enterprise } from './enterprise.ts';
import { midMarket } from './mid-market.ts';
import { selfServe } from './self-serve.ts';

const LIVES = { enterprise, 'mid-market': midMarket, 'self-serve': selfServe } as const;

const lifeOf = (customer: Customer): readonly ContractHistory[] => LIVES[customer.tier](customer);

/** What the billing system has recorded by a day, contract by contract. */
export const recordedEvents = (until: CivilDate): readonly RecordedEvent[] =>
  customers(until)
    .flatMap(lifeOf)
    .flatMap(({ events }) => events);

const byTime = (a: RecordedEvent, b: RecordedEvent): number => {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  return a.data.contract_id < b.data.contract_id ? -1 : 1;
};

const numbered = ({ type, time, data }: RecordedEvent, number: number): BillingEvent => {
  const head = {
    specversion: '1.0',
    id: `evt_${String(number).padStart(6, '0')}`,
    source: '/billing/sample',
  } as const;
  const subject = data.contract_id;
  // Both branches are alike, but each keeps the data of its type.
  return type === 'subscription.cancelled'
    ? { ...head, type, time, subject, data }
    : { ...head, type, time, subject, data };
};

/** Events in the order in which they were recorded, with the ids that follow those of `before` others. */
export const inRecordedOrder = (events: readonly RecordedEvent[], before = 0): readonly BillingEvent[] =>
  events.toSorted(byTime).map((event, index) => numbered(event, before + index + 1));

/** The events as the billing system recorded them: none late, none twice, none faulty. */
export const billingEvents = (): readonly BillingEvent[] => inRecordedOrder(recordedEvents(LAST_DAY));
