import { type CivilDate, Decimal } from '@app/domain';
import { binaryEnvelope, envelopeFault, modeOf, structuredEnvelope } from '../events/envelope.ts';
import { parseJson, textOf } from '../events/read-event.ts';
import type { RawRecord } from '../events/wire-event.ts';
import { isObject, type Stated } from '../fields/field.ts';
import { shown } from '../fields/shown.ts';
import { isRefusal, missingField, type Refusal, refusal, unknownType } from '../refusal.ts';
import { RATE_DATA } from './rate-field.ts';
import type { Rate } from './read-rates.ts';

export const RATE_TYPE = 'fx.rate';

/**
 * Reads the rate in a record, or returns the refusal. A record holds a CloudEvent of type `fx.rate`, structured or
 * binary, or only its data. It never throws, whatever the bytes. Faults count in this order: size, JSON, envelope,
 * type, data.
 */
export const readRate = ({ value, headers }: RawRecord): Rate | Refusal => {
  const text = textOf(value);
  if (typeof text !== 'string') return text;
  const parsed = parseJson(text);
  if (isRefusal(parsed)) return parsed;
  const { json } = parsed;
  return isPlain(headers, json) ? rateIn(json, '') : rateInEvent(headers, json);
};

/** Whether a record holds only data: neither its headers nor its value are those of a CloudEvent. */
const isPlain = (headers: RawRecord['headers'], json: unknown): boolean =>
  modeOf(headers) === 'structured' &&
  headers['content-type']?.toString('latin1').includes('cloudevents') !== true &&
  isObject(json) &&
  !('specversion' in json || 'data' in json);

const rateInEvent = (headers: RawRecord['headers'], json: unknown): Rate | Refusal => {
  const envelope = modeOf(headers) === 'binary' ? binaryEnvelope(headers, json) : structuredEnvelope(json);
  if (isRefusal(envelope)) return envelope;
  const refused = envelopeFault(envelope);
  if (refused !== null) return refused;
  if (envelope.type !== RATE_TYPE) return unknownType(shown(envelope.type));
  if ((envelope.data ?? null) === null) return missingField('data');
  return rateIn(envelope.data, 'data');
};

const rateIn = (json: unknown, at: string): Rate | Refusal => {
  const found = RATE_DATA.fault(json, isObject(json) ? json : {});
  if (found !== null)
    return refusal(found.code, at === '' ? found.path.slice(1) || 'value' : `${at}${found.path}`, found.reason);
  const { currency, date, rate } = json as Stated<typeof RATE_DATA>;
  return { currency, date: date as CivilDate, rate: new Decimal(rate) };
};
