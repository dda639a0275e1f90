import { isUtf8 } from 'node:buffer';
import type { Instant } from '@app/domain';
import { type Field, isObject } from '../fields/field.ts';
import { hasLeapSecond, parseInstant, TIME } from '../fields/instant.ts';
import { shown } from '../fields/shown.ts';
import { isRefusal, missingField, type Refusal, refusal, unknownType } from '../refusal.ts';
import { CANCELLED_DATA, MERGED_DATA, TERMS_DATA } from './data.ts';
import { binaryEnvelope, type Envelope, envelopeFault, modeOf, structuredEnvelope, subjectOf } from './envelope.ts';
import { type EventType, isEventType, type Mode, type RawRecord, wireEvent, type WireEvent } from './wire-event.ts';

export const EVENT_BYTES_MAX = 1_048_576;

/**
 * Reads the event in a record, or returns the refusal. It never throws, whatever the bytes. If there are several
 * faults, the first one counts, in this order: size, JSON, envelope, time, type, then data field by field.
 */
export const readEvent = ({ value, headers }: RawRecord): WireEvent | Refusal => {
  const text = textOf(value);
  if (typeof text !== 'string') return text;
  const parsed = parseJson(text);
  if (isRefusal(parsed)) return parsed;
  const mode = modeOf(headers);
  const envelope = mode === 'binary' ? binaryEnvelope(headers, parsed.json) : structuredEnvelope(parsed.json);
  if (isRefusal(envelope)) return envelope;
  const refused = envelopeFault(envelope);
  return refused ?? eventIn(envelope, mode, text);
};

/** The text of a record's value, or the refusal of a value that is empty, too large or not UTF-8. */
export const textOf = (value: Buffer | null): string | Refusal => {
  if (value === null || value.length === 0) return refusal('not_json', 'value', 'is empty');
  if (value.length > EVENT_BYTES_MAX) {
    return refusal('event_too_large', 'value', `has ${value.length} bytes, more than ${EVENT_BYTES_MAX}`);
  }
  return isUtf8(value) ? value.toString('utf8') : refusal('not_json', 'value', 'is not UTF-8');
};

/** Boxed, because a parsed value can be anything. JSON that is too deep for the stack throws, as bad syntax does. */
export const parseJson = (text: string): Readonly<{ json: unknown }> | Refusal => {
  try {
    return { json: JSON.parse(text) };
  } catch (error) {
    return refusal('not_json', 'value', `is not JSON: ${shown(error instanceof Error ? error.message : error)}`);
  }
};

const eventIn = (envelope: Envelope, mode: Mode, text: string): WireEvent | Refusal => {
  const { id, source, type, time, data } = envelope;
  const recordedAt = instantOf(time);
  if (isRefusal(recordedAt)) return recordedAt;
  if (typeof type !== 'string' || !isEventType(type)) return unknownType(shown(type));
  const refused = dataFault(type, data);
  if (refused !== null) return refused;
  // The envelope has no fault, so these three are texts.
  return wireEvent(
    {
      mode,
      id: id as string,
      source: source as string,
      time: time as string,
      recordedAt,
      subject: subjectOf(envelope.subject),
      text,
    },
    type,
    data,
  );
};

const instantOf = (time: unknown): Instant | Refusal => {
  if (time === undefined || time === null) return missingField('time');
  const instant = typeof time === 'string' && !hasLeapSecond(time) ? parseInstant(time) : null;
  return instant ?? refusal('bad_field', 'time', TIME.fault(time, {})?.reason ?? 'is not a time');
};

const DATA: Readonly<Record<EventType, Field<unknown>>> = {
  'subscription.created': TERMS_DATA,
  'subscription.amended': TERMS_DATA,
  'subscription.cancelled': CANCELLED_DATA,
  'customer.merged': MERGED_DATA,
};

const dataFault = (type: EventType, data: unknown): Refusal | null => {
  if (data === undefined || data === null) return missingField('data');
  if (!isObject(data)) return refusal('bad_field', 'data', 'is not an object');
  const found = DATA[type].fault(data, data);
  return found === null ? null : refusal(found.code, `data${found.path}`, found.reason);
};
