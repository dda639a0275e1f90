import type { Instant } from '@app/domain';
import { instantText } from '../../fields/instant.ts';
import { endInstant } from '../frame/days.ts';
import type { Read, Reading } from '../frame/format.ts';
import type { Payload } from '../frame/payload.ts';
import { ignored, said } from '../frame/said.ts';
import type { Statement } from '../frame/statement.ts';
import { recurlyTerms } from './terms.ts';

const SUFFIX = '_notification';

/** The name of a notification in XML: its only element. */
export const notificationIn = (record: Readonly<Record<string, unknown>>): string | null =>
  Object.keys(record).find((key) => key.endsWith(SUFFIX)) ?? null;

const partial = ({ findings }: Reading, field: string): Read => {
  findings.refuse('partial_terms', field, 'has no unit price, currency or interval; feed the subscription itself');
  return [];
};

type Ended = Readonly<{ name: string; contractId: string; end: Instant; time: Instant; first: Instant | null }>;

const endedStatement = (subscription: Payload, ended: Ended, reading: Reading): Statement => {
  const { name, contractId, end, time, first } = ended;
  const day = reading.dayOf(endInstant(end));
  const firstDay = first === null ? day : reading.dayOf(first);
  return {
    record: { kind: 'event', id: `${contractId}#${name}-${instantText(end)}`, type: 'amended', time, day },
    account: null,
    contractId,
    firstDay,
    end: { day, at: end },
    subscription,
    terms: (findings) => recurlyTerms(subscription, { firstDay, day }, reading, findings),
  };
};

/** A notification in XML says when a subscription ends, and not what it is worth. */
export const readNotification = (record: Payload, reading: Reading): Read => {
  const key = notificationIn(record.object) ?? '';
  const subscription = record.at(key).at('subscription');
  if (!subscription.isObject) return ignored('other_object');
  const name = key.slice(0, -SUFFIX.length).replace(/_subscription$/, '');
  if (name === 'renewed') return ignored('no_change');
  if (name !== 'expired' && name !== 'canceled') return partial(reading, key);
  const [contractId, end] = [subscription.at('uuid').text, subscription.at('expires_at').instant];
  if (contractId === null) return partial(reading, subscription.at('uuid').path);
  if (end === null) {
    reading.findings.refuse('no_effective_date', subscription.at('expires_at').path, 'is missing');
    return [];
  }
  const [time, first] = [subscription.at('canceled_at').instant ?? end, subscription.at('activated_at').instant];
  return said(endedStatement(subscription, { name, contractId, end, time, first }, reading));
};

/** A webhook in JSON has ids alone. */
export const readWebhook = (record: Payload, reading: Reading): Read => {
  if (record.at('object_type').text !== 'subscription') return ignored('other_object');
  const [type, end, id] = [record.at('event_type').text, record.at('event_time').instant, record.at('uuid').text];
  if (type === 'renewed') return ignored('no_change');
  if (type !== 'expired' || end === null || id === null) return partial(reading, 'event_type');
  return said(endedStatement(record, { name: type, contractId: id, end, time: end, first: null }, reading));
};
