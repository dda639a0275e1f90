import type { CivilDate, Instant } from '@app/domain';
import { isObject, type JsonObject } from '../../fields/field.ts';
import { endInstant } from '../frame/days.ts';
import type { Format, Read, Reading } from '../frame/format.ts';
import type { Payload } from '../frame/payload.ts';
import { ignored, isOtherMode, said, shapeless } from '../frame/said.ts';
import type { EventRecord, PastEnd, Statement } from '../frame/statement.ts';
import { paddleTerms } from './terms.ts';

/** Paddle sends an `.updated` beside the special ones: the same terms again. */
const TAKEN: Readonly<Record<string, EventRecord['type']>> = {
  'subscription.created': 'created',
  'subscription.imported': 'created',
  'subscription.activated': 'amended',
  'subscription.trialing': 'amended',
  'subscription.updated': 'amended',
  'subscription.past_due': 'amended',
  'subscription.paused': 'amended',
  'subscription.resumed': 'amended',
  'subscription.canceled': 'amended',
};

const ENDED = 'subscription.canceled';

/** The kinds of objects by their ids. */
const ID = /^(?:sub|txn|ctm|add|biz|pri|pro|dsc|adj|inv)_[0-9a-z]{26}$/;

const firstInstant = (subscription: Payload): Instant | null =>
  subscription.at('started_at').instant ?? subscription.at('created_at').instant;

type Ending = Readonly<{ isEnd: boolean; firstDay: CivilDate; occurred: Instant | null }>;

/** The end of a subscription that is over. */
const endOf = (
  subscription: Payload,
  { isEnd, firstDay, occurred }: Ending,
  { dayOf, findings }: Reading,
): PastEnd | null => {
  if (!isEnd && subscription.at('status').text !== 'canceled') return null;
  const at = subscription.at('canceled_at').instant ?? occurred;
  if (at === null) findings.refuse('no_effective_date', 'canceled_at', 'is missing, and the subscription is over');
  return { day: at === null ? firstDay : dayOf(endInstant(at)), at };
};

const eventStatement = (event: Payload, type: EventRecord['type'], reading: Reading): Statement | null => {
  const subscription = event.at('data');
  const [id, occurred] = [event.at('event_id').text, event.at('occurred_at').instant];
  const [contractId, first] = [subscription.at('id').text, firstInstant(subscription)];
  if (id === null || occurred === null) return shapeless(reading, 'event_id', 'or occurred_at is missing');
  if (contractId === null || first === null) return shapeless(reading, 'data', 'has no id or no start');
  const firstDay = reading.dayOf(first);
  const day = type === 'created' ? firstDay : reading.dayOf(occurred);
  const isEnd = event.at('event_type').text === ENDED;
  return {
    record: { kind: 'event', id, type, time: occurred, day },
    account: null,
    contractId,
    firstDay,
    end: endOf(subscription, { isEnd, firstDay, occurred }, reading),
    subscription,
    terms: (findings) => paddleTerms(subscription, { firstDay, day }, reading, findings),
  };
};

const bareStatement = (subscription: Payload, reading: Reading): Statement | null => {
  const [contractId, first] = [subscription.at('id').text, firstInstant(subscription)];
  if (contractId === null) return shapeless(reading, 'id', 'is missing');
  if (first === null) return shapeless(reading, 'started_at', 'is missing, and so is created_at');
  const firstDay = reading.dayOf(first);
  const observed = subscription.at('updated_at').instant ?? reading.observed;
  const day = observed === null ? firstDay : reading.dayOf(observed);
  return {
    record: { kind: 'bare', created: subscription.at('created_at').instant ?? first, observed },
    account: null,
    contractId,
    firstDay,
    end: endOf(subscription, { isEnd: false, firstDay, occurred: null }, reading),
    subscription,
    terms: (findings) => paddleTerms(subscription, { firstDay, day }, reading, findings),
  };
};

const isEnvelope = ({ event_id: id, event_type: type, data }: JsonObject): boolean =>
  typeof id === 'string' && typeof type === 'string' && isObject(data);

const readEvent = (event: Payload, reading: Reading): Read => {
  const type = event.at('event_type').text ?? '';
  const taken = Object.hasOwn(TAKEN, type) ? TAKEN[type] : undefined;
  if (taken === undefined) return ignored('other_object');
  return isOtherMode(reading) ? ignored('test_mode') : said(eventStatement(event, taken, reading));
};

/** Paddle Billing: events of webhooks and of the API, and subscriptions as the API gives them. */
export const PADDLE: Format = {
  name: 'paddle',
  version: 1,
  customer: 'customer_id',
  attribute: (name) => [['custom_data', name]],
  isRecord: (json) => isEnvelope(json) || (typeof json['id'] === 'string' && ID.test(json['id'])),
  read: (record, reading) => {
    if (isEnvelope(record.object)) return readEvent(record, reading);
    if (record.at('id').text?.startsWith('sub_') !== true) return ignored('other_object');
    return isOtherMode(reading) ? ignored('test_mode') : said(bareStatement(record, reading));
  },
};
