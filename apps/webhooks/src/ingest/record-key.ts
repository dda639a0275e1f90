import type { System } from '../systems/systems.ts';

/** Where each system's JSON names the subscription. The first path that holds a text or a number is the key. */
const PATHS: Readonly<Record<System, readonly string[]>> = {
  stripe: ['data.object.subscription', 'data.object.subscription.id', 'data.object.id'],
  chargebee: ['content.subscription.id', 'content.invoice.subscription_id', 'content.customer.id'],
  paddle: ['data.subscription_id', 'data.id'],
  recurly: ['uuid', 'id'],
  zuora: ['SubscriptionNumber', 'subscriptionNumber', 'Subscription.Number'],
  maxio: ['payload.subscription.id'],
  killbill: ['objectId'],
};

const FORM_FIELD = 'payload[subscription][id]';
const XML_ELEMENT = '<subscription>';
const XML_FIELD = /<uuid>([^<]{1,100})<\/uuid>/;

/** The id is among the first fields of the element. */
const XML_LOOKED_AT = 2_000;

const LONGEST = 200;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const at = (document: unknown, path: string): unknown =>
  path.split('.').reduce((inside: unknown, name) => (isObject(inside) ? inside[name] : undefined), document);

const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

const inJson = (text: string, paths: readonly string[]): string | null => {
  try {
    const document: unknown = JSON.parse(text);
    return paths.map((path) => textOf(at(document, path))).find((text) => text !== null) ?? null;
  } catch {
    return null;
  }
};

const inXml = (text: string): string | null => {
  const from = text.indexOf(XML_ELEMENT);
  return from === -1 ? null : (XML_FIELD.exec(text.slice(from, from + XML_LOOKED_AT))?.[1] ?? null);
};

const readKey = (system: System, contentType: string, body: Buffer): string | null => {
  const text = body.toString('utf8');
  if (contentType.includes('x-www-form-urlencoded')) return new URLSearchParams(text).get(FORM_FIELD);
  return contentType.includes('xml') ? inXml(text) : inJson(text, PATHS[system]);
};

/**
 * The subscription that the webhook is about, so that its webhooks share a partition. Null if it cannot be read: any key
 * will do, because translated events are ordered by their time.
 */
export const recordKey = (system: System, contentType: string, body: Buffer): Buffer | null => {
  const key = readKey(system, contentType, body);
  return key === null || key === '' ? null : Buffer.from(key.slice(0, LONGEST));
};
