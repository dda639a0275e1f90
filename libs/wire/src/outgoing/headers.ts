import type { Refusal } from '../refusal.ts';

type Headers = Readonly<Record<string, Buffer>>;

/** The CloudEvents attributes of an outgoing record. */
export type OutgoingEvent = Readonly<{
  id: string;
  source: string;
  type: string;
  time: string;
  subject?: string;
  /** The span that the record comes from, by W3C Trace Context. Null: none. */
  traceparent?: string | null;
}>;

const bytes = (headers: Readonly<Record<string, string>>): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text, 'utf8')]));

/** CloudEvents' binary form: the attributes in headers, and only the data in the value. */
export const cloudEventHeaders = ({ id, source, type, time, subject, traceparent = null }: OutgoingEvent): Headers =>
  bytes({
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: source,
    ce_type: type,
    ce_time: time,
    ...(subject === undefined ? {} : { ce_subject: subject }),
    'content-type': 'application/json',
    ...(traceparent === null ? {} : { traceparent }),
  });

/** The origin of a refused record, with its headers. */
export type DeadRecord = Readonly<{ topic: string; partition: number; offset: bigint; headers: Headers }>;

/** The names are Kafka Connect's. The original headers stay, except those of an earlier refusal. */
export const deadLetterHeaders = ({ topic, partition, offset, headers }: DeadRecord, refusal: Refusal): Headers => ({
  ...headers,
  ...bytes({
    '__connect.errors.topic': topic,
    '__connect.errors.partition': String(partition),
    '__connect.errors.offset': String(offset),
    '__connect.errors.exception.class.name': refusal.code,
    '__connect.errors.exception.message': refusal.message,
  }),
});
