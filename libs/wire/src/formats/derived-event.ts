import { isRefusal, type Refusal } from '../refusal.ts';
import type { EventType, WireContractEvent } from '../events/wire-event.ts';
import { readEvent } from '../events/read-event.ts';

export type DerivedEvent = Readonly<{
  id: string;
  source: string;
  type: Exclude<EventType, 'customer.merged'>;
  time: string;
  data: Readonly<{ contract_id: string }> & Readonly<Record<string, unknown>>;
}>;

/** The event after the checks that every event passes, or its refusal. */
export const derivedEvent = ({ id, source, type, time, data }: DerivedEvent): WireContractEvent | Refusal => {
  const json = { specversion: '1.0', id, source, type, time, subject: data.contract_id, data };
  const read = readEvent({ value: Buffer.from(JSON.stringify(json)), headers: {} });
  if (isRefusal(read)) return read;
  if (read.kind === 'merged') throw new Error(`${id} was derived as a merge of customers`);
  return read;
};
