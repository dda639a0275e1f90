import { isObject, type JsonObject } from '../../fields/field.ts';

const isText = (value: unknown): boolean => typeof value === 'string';

/** Systems that are known by their payloads only to be named: none of them is read. */
const UNREAD: Readonly<Record<string, (json: JsonObject) => boolean>> = {
  'Stripe’s thin events': ({ object }) => object === 'v2.core.event',
  'Paddle Classic': ({ alert_name: alert }) => isText(alert),
  Braintree: ({ bt_payload: payload }) => isText(payload),
  'Lemon Squeezy': ({ meta }) => isObject(meta) && isText(meta['event_name']),
  'the App Store': ({ signedPayload }) => isText(signedPayload),
  'Google Play': ({ subscriptionNotification }) => isObject(subscriptionNotification),
};

/** The name of a system whose payloads are not read; null: it is none of those that are known. */
export const unreadSystem = (json: JsonObject): string | null =>
  Object.entries(UNREAD).find(([, isOf]) => isOf(json))?.[0] ?? null;
