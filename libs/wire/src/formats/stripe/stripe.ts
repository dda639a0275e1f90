import type { CivilDate, Instant } from '@app/domain';
import { endInstant } from '../frame/days.ts';
import type { Format, Read, Reading } from '../frame/format.ts';
import type { Payload } from '../frame/payload.ts';
import { ignored, isOtherMode, said, shapeless } from '../frame/said.ts';
import type { EventRecord, PastEnd, Statement } from '../frame/statement.ts';
import { followedSchedule } from './followed-schedule.ts';
import { stripeTerms } from './terms.ts';

/** What an event becomes, and its rank among those of one second, which Stripe delivers in any order. */
const TAKEN: Readonly<Record<string, Readonly<{ type: EventRecord['type']; nanos: number; isEnd?: true }>>> = {
  'customer.subscription.created': { type: 'created', nanos: 0 },
  'customer.subscription.updated': { type: 'amended', nanos: 500_000_000 },
  'customer.subscription.paused': { type: 'amended', nanos: 500_000_000 },
  'customer.subscription.resumed': { type: 'amended', nanos: 500_000_000 },
  'customer.subscription.deleted': { type: 'amended', nanos: 900_000_000, isEnd: true },
};

/** An `.updated` event comes beside each of these. */
const NO_CHANGE = new Set([
  'customer.subscription.trial_will_end',
  'customer.subscription.pending_update_applied',
  'customer.subscription.pending_update_expired',
]);

const firstInstant = (subscription: Payload): Instant | null =>
  subscription.at('start_date').unixSeconds ?? subscription.at('created').unixSeconds;

/** The end of a subscription that is over: of a deleted one, or of one that never became active. */
const endOf = (
  subscription: Payload,
  { firstDay, at, isEnd }: Readonly<{ firstDay: CivilDate; at: Instant | null; isEnd: boolean }>,
  { dayOf, findings }: Reading,
): PastEnd | null => {
  const status = subscription.at('status').text;
  const ended = subscription.at('ended_at').unixSeconds;
  if (status === 'incomplete_expired') return { day: firstDay, at: ended };
  if (!isEnd && status !== 'canceled') return null;
  const moment = ended ?? at ?? subscription.at('canceled_at').unixSeconds;
  if (moment === null) findings.refuse('no_effective_date', 'ended_at', 'is missing, and the subscription is over');
  return { day: moment === null ? firstDay : dayOf(endInstant(moment)), at: moment };
};

const eventStatement = (event: Payload, subscription: Payload, reading: Reading): Statement | null => {
  const taken = TAKEN[event.at('type').text ?? ''];
  const [id, time] = [event.at('id').text, event.at('created').unixSeconds];
  const [contractId, first] = [subscription.at('id').text, firstInstant(subscription) ?? time];
  if (taken === undefined || contractId === null) return shapeless(reading, 'data.object', 'is no subscription');
  if (id === null || time === null || first === null) return shapeless(reading, 'id', 'or created is missing');
  const [firstDay, day] = [reading.dayOf(first), reading.dayOf(time)];
  return {
    record: { kind: 'event', id, type: taken.type, time: { ...time, nanos: taken.nanos }, day },
    account: event.at('account').id,
    contractId,
    firstDay,
    end: endOf(subscription, { firstDay, at: time, isEnd: taken.isEnd === true }, reading),
    subscription,
    terms: (findings) =>
      stripeTerms(subscription, { firstDay, day: taken.type === 'created' ? firstDay : day }, reading, findings),
  };
};

const bareStatement = (subscription: Payload, reading: Reading): Statement | null => {
  const { observed, dayOf } = reading;
  const [contractId, first] = [subscription.at('id').text, firstInstant(subscription)];
  if (contractId === null) return shapeless(reading, 'id', 'is missing');
  if (first === null) return shapeless(reading, 'start_date', 'is missing, and so is created');
  const firstDay = dayOf(first);
  return {
    record: { kind: 'bare', created: subscription.at('created').unixSeconds ?? first, observed },
    account: null,
    contractId,
    firstDay,
    end: endOf(subscription, { firstDay, at: null, isEnd: false }, reading),
    subscription,
    terms: (findings) =>
      stripeTerms(subscription, { firstDay, day: observed === null ? firstDay : dayOf(observed) }, reading, findings),
  };
};

/** Phases one does not follow come one by one, as Stripe applies them. */
const scheduled = (event: Payload, reading: Reading): Read => {
  if (reading.adapter.schedules !== 'follow') return ignored('scheduled_only');
  return followedSchedule(event, reading);
};

/** Where schedules are followed, they say what comes; the subscription says only its end and its pauses. */
const isSaidBySchedule = ({ end, subscription }: Statement, { adapter }: Reading): boolean =>
  adapter.schedules === 'follow' &&
  end === null &&
  typeof subscription.at('schedule').value === 'string' &&
  subscription.at('status').text !== 'paused' &&
  !subscription.at('pause_collection').isThere;

const readEvent = (event: Payload, reading: Reading): Read => {
  const type = event.at('type').text ?? '';
  if (NO_CHANGE.has(type)) return ignored('no_change');
  if (type.startsWith('subscription_schedule.')) return scheduled(event, reading);
  if (!Object.hasOwn(TAKEN, type)) return ignored('other_object');
  const subscription = event.at('data').at('object');
  if (subscription.at('object').text !== 'subscription') {
    return said(shapeless(reading, 'data.object', 'is no subscription'));
  }
  const statement = eventStatement(event, subscription, reading);
  return statement !== null && isSaidBySchedule(statement, reading) ? ignored('scheduled_only') : said(statement);
};

/** Stripe: events of webhooks and of the API, and subscriptions as the API gives them, of every API version. */
export const STRIPE: Format = {
  name: 'stripe',
  version: 1,
  customer: 'customer',
  attribute: (name) => [['metadata', name]],
  isRecord: ({ object }) => typeof object === 'string' && object !== 'list' && object !== 'v2.core.event',
  read: (record, reading) => {
    const object = record.at('object').text;
    if (object === 'subscription_schedule') return ignored('scheduled_only');
    if (object !== 'event' && object !== 'subscription') return ignored('other_object');
    if (isOtherMode(reading, record.at('livemode').value !== false)) return ignored('test_mode');
    return object === 'event' ? readEvent(record, reading) : said(bareStatement(record, reading));
  },
};
