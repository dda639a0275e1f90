import { isObject } from '../fields/field.ts';
import { parseInstant } from '../fields/instant.ts';
import { type EventType, isEventType, type Mode, wireEvent, type WireEvent } from './wire-event.ts';

/** An accepted event as the ledger keeps it. */
export type LedgerEvent = Readonly<{
  mode: Mode;
  id: string;
  source: string;
  type: string;
  time: string;
  subject: string | null;
  text: string;
}>;

/** The accepted event again. It was found good when it came, so its fields are not checked a second time. */
export const storedEvent = ({ mode, id, source, type, time, subject, text }: LedgerEvent): WireEvent => {
  const json: unknown = JSON.parse(text);
  const data = mode === 'structured' && isObject(json) ? json['data'] : json;
  const recordedAt = parseInstant(time);
  if (recordedAt === null) throw new Error(`The ledger holds ${source} ${id} with the time ${time}`);
  return wireEvent({ mode, id, source, time, recordedAt, subject, text }, storedType(type), data);
};

const storedType = (type: string): EventType => {
  if (!isEventType(type)) throw new Error(`The ledger holds an event of type ${type}`);
  return type;
};
