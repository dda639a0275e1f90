import type { CivilDate, Instant } from '@app/domain';
import { isObject, type JsonObject } from '../../fields/field.ts';
import { endInstant } from '../frame/days.ts';
import type { Format, Read, Reading } from '../frame/format.ts';
import type { Payload } from '../frame/payload.ts';
import { ignored, isOtherMode, said, shapeless } from '../frame/said.ts';
import type { PastEnd, Statement } from '../frame/statement.ts';
import { type Kind, kindOf } from './event-types.ts';
import { chargebeeTerms, type Dated, type Stated } from './terms.ts';

/** Backdated without a day: nothing in the payload says from when on the change holds. */
const UNDATED = 'subscription_changed_with_backdating';

const firstInstant = (subscription: Payload): Instant | null =>
  subscription.at('started_at').unixSeconds ??
  subscription.at('start_date').unixSeconds ??
  subscription.at('created_at').unixSeconds;

/** The rank of events within a second, for a subscription without a version: created, then changed, then ended. */
const RANKS: Readonly<Record<Kind, number>> = {
  created: 0,
  changed: 500_000_000,
  activated: 500_000_000,
  ended: 900_000_000,
  deleted: 900_000_000,
};

const recordedAt = (subscription: Payload): Instant | null =>
  subscription.at('resource_version').unixMilliseconds ?? subscription.at('updated_at').unixSeconds;

const timeOf = (subscription: Payload, occurred: Instant, kind: Kind): Instant =>
  subscription.at('resource_version').unixMilliseconds ?? {
    ...(subscription.at('updated_at').unixSeconds ?? occurred),
    nanos: RANKS[kind],
  };

type Ending = Readonly<{ kind: Kind | null; firstDay: CivilDate; occurred: Instant | null }>;

/** The end of a subscription that is over. One that is deleted never was. */
const endOf = (
  subscription: Payload,
  { kind, firstDay, occurred }: Ending,
  { dayOf, findings }: Reading,
): PastEnd | null => {
  if (kind === 'deleted' || subscription.at('deleted').flag) return { day: firstDay, at: occurred };
  if (kind !== 'ended' && subscription.at('status').text !== 'cancelled') return null;
  const at = subscription.at('cancelled_at').unixSeconds ?? occurred;
  if (at === null) findings.refuse('no_effective_date', 'cancelled_at', 'is missing, and the subscription is over');
  return { day: at === null ? firstDay : dayOf(endInstant(at)), at };
};

/** The day of a change. A payload that says "backdated" without saying to when is refused. */
const dayOfEvent = (
  { type, kind, occurred }: Readonly<{ type: string; kind: Kind; occurred: Instant }>,
  subscription: Payload,
  { dayOf, findings }: Reading,
): CivilDate => {
  const activated = kind === 'activated' ? subscription.at('activated_at').unixSeconds : null;
  const isBackdated = type.endsWith('_with_backdating');
  const isLost =
    isBackdated &&
    ((kind === 'activated' && activated === null) ||
      (kind === 'ended' && subscription.at('cancelled_at').unixSeconds === null));
  if (isLost) findings.refuse('no_effective_date', 'event_type', `is ${type}, and the payload does not say to when`);
  return dayOf(activated ?? occurred);
};

const termsOf =
  (stated: Stated, dates: Dated, reading: Reading): Statement['terms'] =>
  (findings) =>
    chargebeeTerms(stated, dates, reading, findings);

const eventStatement = (event: Payload, kind: Kind, reading: Reading): Statement | null => {
  const content = event.at('content');
  const subscription = content.at('subscription');
  if (!subscription.isObject) {
    reading.findings.refuse('partial_terms', subscription.path, 'is missing: the event has no subscription');
    return null;
  }
  const [id, occurred, type] = [event.at('id').text, event.at('occurred_at').unixSeconds, event.at('event_type').text];
  const [contractId, first] = [subscription.at('id').text, firstInstant(subscription)];
  if (id === null || occurred === null) return shapeless(reading, 'id', 'or occurred_at is missing');
  if (contractId === null || first === null) return shapeless(reading, subscription.path, 'has no id or no start');
  const firstDay = reading.dayOf(first);
  const changed = dayOfEvent({ type: type ?? '', kind, occurred }, subscription, reading);
  const day = kind === 'created' ? firstDay : changed;
  return {
    record: {
      kind: 'event',
      id,
      type: kind === 'created' ? 'created' : 'amended',
      time: timeOf(subscription, occurred, kind),
      day,
    },
    account: null,
    contractId,
    firstDay,
    end: endOf(subscription, { kind, firstDay, occurred }, reading),
    subscription,
    terms: termsOf({ subscription, beside: content }, { firstDay, day }, reading),
  };
};

const bareStatement = (subscription: Payload, beside: Payload, reading: Reading): Statement | null => {
  const [contractId, first] = [subscription.at('id').text, firstInstant(subscription)];
  if (contractId === null || !subscription.at('customer_id').isThere) {
    return shapeless(
      reading,
      subscription.path === '' ? 'value' : subscription.path,
      'is no subscription of Chargebee',
    );
  }
  if (first === null) return shapeless(reading, 'started_at', 'is missing, and so is created_at');
  const firstDay = reading.dayOf(first);
  const observed = recordedAt(subscription) ?? reading.observed;
  const day = observed === null ? firstDay : reading.dayOf(observed);
  return {
    record: { kind: 'bare', created: subscription.at('created_at').unixSeconds ?? first, observed },
    account: null,
    contractId,
    firstDay,
    end: endOf(subscription, { kind: null, firstDay, occurred: null }, reading),
    subscription,
    terms: termsOf({ subscription, beside }, { firstDay, day }, reading),
  };
};

const readEvent = (event: Payload, reading: Reading): Read => {
  const type = event.at('event_type').text ?? '';
  if (type === UNDATED) {
    reading.findings.refuse('no_effective_date', 'event_type', `is ${type}, and the payload does not say to when`);
    return [];
  }
  const found = kindOf(type);
  return 'ignored' in found ? ignored(found.ignored) : said(eventStatement(event, found.kind, reading));
};

const isEnvelope = (json: unknown): boolean =>
  isObject(json) && typeof json['event_type'] === 'string' && isObject(json['content']);

const isOtherObject = ({ object }: JsonObject): boolean =>
  typeof object === 'string' && object !== 'event' && object !== 'subscription' && object !== 'list';

/** Chargebee: events of webhooks and of the API, and subscriptions as the API gives them, of either product catalog. */
export const CHARGEBEE: Format = {
  name: 'chargebee',
  version: 1,
  customer: 'customer_id',
  attribute: (name) => [[`cf_${name}`], ['meta_data', name]],
  isRecord: (json) =>
    isEnvelope(json) ||
    isEnvelope(json['event']) ||
    isObject(json['subscription']) ||
    json['object'] === 'subscription' ||
    isOtherObject(json),
  read: (record, reading) => {
    const event = isEnvelope(record.at('event').value) ? record.at('event') : record;
    if (isEnvelope(event.value)) return isOtherMode(reading) ? ignored('test_mode') : readEvent(event, reading);
    const subscription = record.at('subscription').isObject ? record.at('subscription') : record;
    if (isOtherObject(subscription.object)) return ignored('other_object');
    return isOtherMode(reading) ? ignored('test_mode') : said(bareStatement(subscription, record, reading));
  },
};
