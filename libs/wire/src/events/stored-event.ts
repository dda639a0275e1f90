import { isObject } from '../fields/field.ts';
import { parseInstant } from '../fields/instant.ts';
import { subjectOf } from './envelope.ts';
import { type EventType, isEventType, type Mode, wireEvent, type WireEvent } from './wire-event.ts';

/** An accepted event in the ledger. Attributes that came in headers have columns; the others are in the text. */
export type LedgerEvent = Readonly<{
  mode: Mode;
  id: string;
  source: string;
  type: string | null;
  time: string | null;
  subject: string | null;
  text: string;
}>;

type Attributes = Readonly<{ type: unknown; time: unknown; subject: string | null; data: unknown }>;

const attributesIn = (json: Readonly<Record<string, unknown>>): Attributes => ({
  type: json['type'],
  time: json['time'],
  subject: subjectOf(json['subject']),
  data: json['data'],
});

/** The accepted event. Its fields were checked when it came, so they are not checked again. */
export const storedEvent = (stored: LedgerEvent): WireEvent => {
  const { mode, id, source, text } = stored;
  const json: unknown = JSON.parse(text);
  const { type, time, subject, data } =
    mode === 'structured' && isObject(json) ? attributesIn(json) : { ...stored, data: json };
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
