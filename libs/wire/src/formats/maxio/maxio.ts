import type { CivilDate, Instant } from '@app/domain';
import { isObject, type JsonObject } from '../../fields/field.ts';
import type { Format, Read, Reading } from '../frame/format.ts';
import { Payload } from '../frame/payload.ts';
import { ignored, isOtherMode, said, shapeless } from '../frame/said.ts';
import type { Statement } from '../frame/statement.ts';
import { formJson } from '../records/form-json.ts';
import { idOf } from './fields.ts';
import { DRAFTS, endInstantOf, endOf } from './states.ts';
import { maxioTerms, type Stated } from './terms.ts';

const NOTICES = new Set(['upcoming_renewal_notice', 'end_of_trial_notice', 'expiring_card']);

/** Webhooks about money and people, which may carry the subscription beside. */
const ABOUT_OTHERS = /^(?:customer|payment|refund|statement|invoice|prepayment|chargeback|subscription_card|metered)/;

const earlier = (a: Instant, b: Instant): Instant => (b.seconds < a.seconds ? b : a);

/** The start of the trial or of what is paid, whichever comes first; else the creation, or the end of what is over. */
const firstInstant = (subscription: Payload): Instant | null => {
  const [trial, activated] = [subscription.at('trial_started_at').instant, subscription.at('activated_at').instant];
  if (trial !== null && activated !== null) return earlier(trial, activated);
  return trial ?? activated ?? subscription.at('created_at').instant ?? endInstantOf(subscription);
};

const bareStatement = ({ subscription, components }: Stated, reading: Reading): Statement | null => {
  const [contractId, first] = [idOf(subscription.at('id')), firstInstant(subscription)];
  if (contractId === null) return shapeless(reading, subscription.at('id').path, 'is missing');
  if (first === null) {
    reading.findings.refuse('partial_terms', subscription.at('created_at').path, 'is missing, and so is activated_at');
    return null;
  }
  const firstDay = reading.dayOf(first);
  const created = subscription.at('created_at').instant ?? first;
  const observed = subscription.at('updated_at').instant ?? reading.observed;
  const day: CivilDate = observed === null ? firstDay : reading.dayOf(observed);
  return {
    record: { kind: 'bare', created, observed },
    account: null,
    contractId,
    firstDay,
    end: endOf(subscription, { at: created, firstDay }, reading),
    subscription,
    terms: (findings) => maxioTerms({ subscription, components }, { firstDay, day }, reading, findings),
  };
};

const isFlat = (json: JsonObject): boolean => Object.keys(json).some((key) => key.startsWith('payload['));

/** The fields of a form by their names in brackets, as some deliveries pass them on in JSON. */
const unflattened = (json: JsonObject): unknown =>
  formJson(Object.entries(json).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])));

const isWebhook = (json: JsonObject): boolean =>
  typeof json['event'] === 'string' && (isObject(json['payload']) || isFlat(json));

const isSubscription = ({ state, product }: JsonObject): boolean => typeof state === 'string' && isObject(product);

/** The subscription of a record, with the components beside it or in it. */
const statedIn = (record: Payload): Stated => {
  const subscription = record.at('subscription').isObject ? record.at('subscription') : record;
  const beside = record.at('components');
  return { subscription, components: beside.isThere ? beside : subscription.at('components') };
};

const readSubscription = (stated: Stated, reading: Reading): Read => {
  if (DRAFTS.has(stated.subscription.at('state').text ?? '')) return ignored('draft');
  return said(bareStatement(stated, reading));
};

/** A webhook says what the subscription has become; its own name decides nothing. */
const readWebhook = (webhook: Payload, reading: Reading): Read => {
  const event = webhook.at('event').text ?? '';
  const stated = statedIn(webhook.at('payload'));
  if (NOTICES.has(event)) return ignored('no_change');
  if (!webhook.at('payload').at('subscription').isObject) return ignored('other_object');
  const hasComponents = stated.components.isThere || reading.adapter.components === 'none';
  const isWhole = isSubscription(stated.subscription.object) && hasComponents;
  return ABOUT_OTHERS.test(event) && !isWhole ? ignored('other_object') : readSubscription(stated, reading);
};

/** Maxio Advanced Billing, once Chargify: subscriptions of the API with their components, and webhooks, which are forms. */
export const MAXIO: Format = {
  name: 'maxio',
  version: 1,
  customer: 'customer.id',
  attribute: () => [],
  readsForms: true,
  isRecord: (json) => isWebhook(json) || isObject(json['subscription']) || isSubscription(json),
  read: (record, reading) => {
    if (isOtherMode(reading)) return ignored('test_mode');
    const whole = isFlat(record.object) ? new Payload(unflattened(record.object), '', reading.findings) : record;
    return isWebhook(whole.object) ? readWebhook(whole, reading) : readSubscription(statedIn(whole), reading);
  },
};
