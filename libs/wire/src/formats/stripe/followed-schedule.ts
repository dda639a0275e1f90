import type { Read, Reading } from '../frame/format.ts';
import { OneCurrency } from '../frame/one-currency.ts';
import type { Payload } from '../frame/payload.ts';
import { phasesOf } from './phases.ts';

const UPDATED = 500_000_000;
const TAKEN = new Set(['subscription_schedule.created', 'subscription_schedule.updated']);

/** Whether the catalog has every price of the phases: only then their amounts are known before they are in force. */
const arePricesListed = (schedule: Payload, { adapter }: Reading): boolean =>
  schedule
    .at('phases')
    .items.flatMap((phase) => phase.at('items').items)
    .every((item) => adapter.catalog.prices.has(item.first('price', 'plan').id ?? ''));

/** A schedule as the terms of its subscription, from the present phase on, where the adapter asks for it. */
export const followedSchedule = (event: Payload, reading: Reading): Read => {
  const schedule = event.at('data').at('object');
  const contractId = schedule.at('subscription').id;
  const [id, time] = [event.at('id').text, event.at('created').unixSeconds];
  const start = schedule.at('phases').items[0]?.at('start_date').unixSeconds ?? null;
  const isTaken = TAKEN.has(event.at('type').text ?? '') && arePricesListed(schedule, reading);
  if (!isTaken || contractId === null || id === null || time === null || start === null) {
    return { ignored: 'scheduled_only' };
  }
  const [firstDay, day] = [reading.dayOf(start), reading.dayOf(time)];
  return [
    {
      record: { kind: 'event', id, type: 'amended', time: { ...time, nanos: UPDATED }, day },
      account: event.at('account').id,
      contractId,
      firstDay,
      end: null,
      subscription: schedule,
      terms: (findings) => {
        const currency = new OneCurrency(findings);
        const phases = phasesOf(schedule.with(findings), day, { ...reading, findings, currency, firstDay, day });
        return {
          customerId: phases.customerId,
          currency: currency.code,
          term: phases.term,
          scheduledEnd: null,
          pause: null,
          trial: null,
          lines: phases.lines,
          discounts: [],
        };
      },
    },
  ];
};
