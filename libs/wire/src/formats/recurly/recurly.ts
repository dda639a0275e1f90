import { isObject, type JsonObject } from '../../fields/field.ts';
import { dayAt, endInstant } from '../frame/days.ts';
import type { Format, Reading } from '../frame/format.ts';
import type { Payload } from '../frame/payload.ts';
import { ignored, isOtherMode, said, shapeless } from '../frame/said.ts';
import type { PastEnd, Statement } from '../frame/statement.ts';
import { notificationIn, readNotification, readWebhook } from './notifications.ts';
import { recurlyTerms } from './terms.ts';

const endOf = (subscription: Payload, { dayOf, findings }: Reading): PastEnd | null => {
  if (subscription.at('state').text !== 'expired') return null;
  const at = subscription.at('expires_at').instant;
  if (at !== null) return { day: dayOf(endInstant(at)), at };
  findings.refuse('no_effective_date', 'expires_at', 'is missing, and the subscription is over');
  return null;
};

const bareStatement = (subscription: Payload, reading: Reading): Statement | null => {
  const { dayOf } = reading;
  const [contractId, first] = [subscription.at('uuid').text, subscription.at('activated_at').instant];
  if (contractId === null) return shapeless(reading, 'uuid', 'is missing');
  if (first === null) {
    reading.findings.refuse('partial_terms', 'activated_at', 'is missing');
    return null;
  }
  const firstDay = dayOf(first);
  const observed = subscription.at('updated_at').instant ?? reading.observed;
  const period = subscription.at('current_period_started_at').instant;
  const day = dayAt(observed ?? period, dayOf) ?? firstDay;
  return {
    record: { kind: 'bare', created: subscription.at('created_at').instant ?? first, observed },
    account: null,
    contractId,
    firstDay,
    end: endOf(subscription, reading),
    subscription,
    terms: (findings) => recurlyTerms(subscription, { firstDay, day }, reading, findings),
  };
};

const isWebhook = ({ object_type: object, event_type: type }: JsonObject): boolean =>
  typeof object === 'string' && typeof type === 'string';

const isObjectOfApi = ({ object }: JsonObject): boolean =>
  typeof object === 'string' && object !== 'list' && object !== 'event';

/** The index of a custom field by its name. */
const fieldIndex = ({ custom_fields: fields }: JsonObject, name: string): number =>
  Array.isArray(fields) ? fields.findIndex((field: unknown) => isObject(field) && field['name'] === name) : -1;

/** Recurly: subscriptions of the API in version 3 (JSON) and 2 (XML), and the ends that webhooks say. */
export const RECURLY: Format = {
  name: 'recurly',
  version: 1,
  customer: 'account.code',
  attribute: (name, subscription) => [['custom_fields', String(fieldIndex(subscription, name)), 'value']],
  isRecord: (json) =>
    isObjectOfApi(json) || isWebhook(json) || notificationIn(json) !== null || isObject(json['subscription']),
  read: (record, reading) => {
    const isOther = isObjectOfApi(record.object) && record.object['object'] !== 'subscription';
    if (isOther) return ignored('other_object');
    if (isOtherMode(reading)) return ignored('test_mode');
    if (isWebhook(record.object)) return readWebhook(record, reading);
    if (notificationIn(record.object) !== null) return readNotification(record, reading);
    return said(bareStatement(record.at('subscription').isObject ? record.at('subscription') : record, reading));
  },
};
