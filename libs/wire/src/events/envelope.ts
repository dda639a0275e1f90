import { isUtf8 } from 'node:buffer';
import { isObject } from '../fields/field.ts';
import { shown } from '../fields/shown.ts';
import { IDENTIFIER, isStorable } from '../fields/text.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { Mode } from './wire-event.ts';

type Headers = Readonly<Record<string, Buffer>>;

/** The CloudEvents attributes as they came, and the data. Nothing in them is checked yet. */
export type Envelope = Readonly<{
  specversion: unknown;
  id: unknown;
  source: unknown;
  type: unknown;
  time: unknown;
  subject: unknown;
  data: unknown;
}>;

const STRUCTURED = 'application/cloudevents';
const BINARY_HEADERS = ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time'] as const;

/**
 * The content type says if an event is structured; otherwise an attribute in a header makes it binary. Files have none.
 */
export const modeOf = (headers: Headers): Mode => {
  if (headers['content-type']?.toString('latin1').trimStart().toLowerCase().startsWith(STRUCTURED)) return 'structured';
  return BINARY_HEADERS.some((name) => headers[name] !== undefined) ? 'binary' : 'structured';
};

/** The text of a header: undefined if the header is missing, false if it is not UTF-8. */
const headerText = (header: Buffer | undefined): string | undefined | false => {
  if (header === undefined) return undefined;
  return isUtf8(header) && header.toString('utf8');
};

export const binaryEnvelope = (headers: Headers, data: unknown): Envelope => ({
  specversion: headerText(headers['ce_specversion']),
  id: headerText(headers['ce_id']),
  source: headerText(headers['ce_source']),
  type: headerText(headers['ce_type']),
  time: headerText(headers['ce_time']),
  subject: headerText(headers['ce_subject']),
  data,
});

export const structuredEnvelope = (json: unknown): Envelope | Refusal =>
  isObject(json)
    ? {
        specversion: json['specversion'],
        id: json['id'],
        source: json['source'],
        type: json['type'],
        time: json['time'],
        subject: json['subject'],
        data: json['data'],
      }
    : refusal('not_a_cloudevent', 'value', 'is not a JSON object');

const noCloudEvent = (field: string, reason: string): Refusal => refusal('not_a_cloudevent', field, reason);

const specversionFault = (stated: unknown): Refusal | null => {
  if (stated === '1.0') return null;
  return noCloudEvent('specversion', (stated ?? null) === null ? 'is missing' : `${shown(stated)} is not 1.0`);
};

const nameFault = (field: string, stated: unknown): Refusal | null => {
  if (stated === undefined || stated === null) return noCloudEvent(field, 'is missing');
  if (typeof stated !== 'string') return noCloudEvent(field, 'is not a text');
  return stated === '' ? noCloudEvent(field, 'is empty') : null;
};

const identifierFault = (field: string, stated: unknown): Refusal | null => {
  const found = IDENTIFIER.fault(stated, {});
  return found === null ? null : refusal(found.code, field, found.reason);
};

/** The first fault of the attributes: those that every CloudEvent has, then the length and characters of its ids. */
export const envelopeFault = ({ specversion, id, source, type }: Envelope): Refusal | null =>
  specversionFault(specversion) ??
  nameFault('id', id) ??
  nameFault('source', source) ??
  ((type ?? null) === null ? noCloudEvent('type', 'is missing') : null) ??
  identifierFault('id', id) ??
  identifierFault('source', source);

/** No rule uses the subject, so one that cannot be stored is dropped rather than refused. */
export const subjectOf = (subject: unknown): string | null =>
  typeof subject === 'string' && isStorable(subject) ? subject : null;
