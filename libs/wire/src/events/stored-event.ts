import { isObject } from '../fields/field.ts';
import { parseInstant } from '../fields/instant.ts';
import { subjectOf } from './envelope.ts';
import { type EventType, isEventType, type Mode, wireEvent, type WireEvent } from './wire-event.ts';

/** An accepted event as the ledger keeps it. What its headers said stands beside it; else its value says it. */
export type LedgerEvent = Readonly<{
  mode: Mode;
  id: string;
  source: string;
  type: string | null;
  time: string | null;
  subject: string | null;
  text: string;
}>;

type Said = Readonly<{ type: unknown; time: unknown; subject: string | null; data: unknown }>;

const saidIn = (json: Readonly<Record<string, unknown>>): Said => ({
  type: json['type'],
  time: json['time'],
  subject: subjectOf(json['subject']),
  data: json['data'],
});

/** The accepted event again. It was found good when it came, so its fields are not checked a second time. */
export const storedEvent = (stored: LedgerEvent): WireEvent => {
  const { mode, id, source, text } = stored;
  const json: unknown = JSON.parse(text);
  const { type, time, subject, data } =
    mode === 'structured' && isObject(json) ? saidIn(json) : { ...stored, data: json };
  const recordedAt = typeof time === 'string' ? parseInstant(time) : null;
  if (typeof time !== 'string' || recordedAt === null) {
    throw new Error(`The ledger holds ${source} ${id} with the time ${String(time)}`);
  }
  return wireEvent({ mode, id, source, time, recordedAt, subject, text }, storedType(type), data);
};

const storedType = (type: unknown): EventType => {
  if (typeof type !== 'string' || !isEventType(type))
    throw new Error(`The ledger holds an event of type ${String(type)}`);
  return type;
};
