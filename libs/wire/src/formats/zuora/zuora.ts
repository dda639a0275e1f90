import type { CivilDate, Instant } from '@app/domain';
import type { JsonObject } from '../../fields/field.ts';
import { parseInstant } from '../../fields/instant.ts';
import { dayAt } from '../frame/days.ts';
import type { Format, Reading } from '../frame/format.ts';
import type { Payload } from '../frame/payload.ts';
import { ignored, isOtherMode, said } from '../frame/said.ts';
import type { BareRecord, EventRecord, PastEnd, Statement } from '../frame/statement.ts';
import { effectiveDay } from './effective-day.ts';
import { isDeleted } from './segments.ts';
import { joinedSheets } from './sheets.ts';
import { fieldOf, hasField } from './spelling.ts';
import { zuoraTerms } from './terms.ts';
import { statedDay, statedId, statedTime, statedWhole, statedWord } from './values.ts';

const isOver = (status: string | null): boolean => status === 'cancelled' || status === 'canceled';

/** A subscription that is no contract yet: a draft, or one that waits for its activation or acceptance. */
const isDraft = (status: string | null): boolean => status === 'draft' || (status?.startsWith('pending') ?? false);

const endOf = (subscription: Payload, { findings }: Reading): PastEnd | null => {
  if (!isOver(statedWord(fieldOf(subscription, 'status')))) return null;
  const day =
    statedDay(fieldOf(subscription, 'cancelledDate')) ?? statedDay(fieldOf(subscription, 'subscriptionEndDate'));
  if (day !== null) return { day, at: null };
  findings.refuse('no_effective_date', 'cancelledDate', 'is missing, and the subscription is over');
  return null;
};

const firstDayOf = (subscription: Payload): CivilDate | null =>
  statedDay(fieldOf(subscription, 'contractEffectiveDate')) ??
  statedDay(fieldOf(subscription, 'subscriptionStartDate')) ??
  statedDay(fieldOf(subscription, 'termStartDate'));

/** When the first version was recorded; the same for all versions, so that their order does not depend on it. */
const createdAt = (subscription: Payload, firstDay: CivilDate): Instant =>
  statedTime(fieldOf(subscription, 'originalCreatedDate')) ??
  parseInstant(`${firstDay}T00:00:00Z`) ?? { seconds: 0, nanos: 0 };

type Version = Readonly<{
  id: string | null;
  version: number | null;
  /** When it was recorded. */
  time: Instant | null;
  firstDay: CivilDate;
  day: CivilDate;
  end: PastEnd | null;
}>;

/**
 * A version is an event. All above the first also tell the past, because they list every segment, and so does an end,
 * which has no other. A subscription that does not say its version, or when it was recorded, is one from an export.
 */
const recordOf = (subscription: Payload, stated: Version, { observed }: Reading): EventRecord | BareRecord => {
  const { id, version, time, firstDay, day, end } = stated;
  const created = createdAt(subscription, firstDay);
  if (id === null || version === null || time === null) {
    return { kind: 'bare', created, observed: time ?? observed, ...(version === null ? {} : { version }) };
  }
  const isFirst = version <= 1;
  const past = isFirst && end === null ? {} : { created };
  return { kind: 'event', id, type: isFirst ? 'created' : 'amended', time, day, version, ...past };
};

const statementOf = (subscription: Payload, contractId: string, reading: Reading): Statement | null => {
  const { dayOf, findings, observed } = reading;
  const end = endOf(subscription, reading);
  const firstDay = firstDayOf(subscription) ?? end?.day ?? null;
  if (firstDay === null) {
    findings.refuse('partial_terms', fieldOf(subscription, 'contractEffectiveDate').path, 'is missing');
    return null;
  }
  const time = statedTime(fieldOf(subscription, 'updatedDate', 'updatedTime', 'updateTime'));
  const recordedDay = dayAt(time ?? observed, dayOf);
  const version = statedWhole(fieldOf(subscription, 'version'));
  const isFirst = version !== null && version <= 1;
  const day = isFirst ? firstDay : effectiveDay(subscription, { firstDay, recordedDay });
  const stated = { id: statedId(fieldOf(subscription, 'id')), version, time, firstDay, day, end };
  return {
    record: recordOf(subscription, stated, reading),
    account: null,
    contractId,
    firstDay,
    end,
    subscription,
    terms: (own) => zuoraTerms(subscription, { firstDay, day, recordedDay }, reading, own),
  };
};

const numberOf = (record: Payload): string | null => statedId(fieldOf(record, 'subscriptionNumber', 'name'));

/** Whether an object names a subscription; a charge has a name too, but no term. */
const isSubscription = (json: JsonObject): boolean =>
  hasField(json, 'subscriptionNumber') || (hasField(json, 'name') && hasField(json, 'termType'));

const isCharge = (json: JsonObject): boolean =>
  hasField(json, 'effectiveStartDate') && (hasField(json, 'ratePlanId') || hasField(json, 'subscriptionId'));

const wordsOf = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The custom field of a name, `tier__c`; some exports spell it `tier_c`. */
const customField = (subscription: JsonObject, name: string): string =>
  Object.keys(subscription).find((key) => {
    const [, own] = /^(?:.*\.)?(.+?)_{1,2}c$/i.exec(key) ?? [];
    return own !== undefined && wordsOf(own) === wordsOf(name);
  }) ?? `${name}__c`;

/** Zuora: versions of subscriptions as the API gives them, or as three exports do together. */
export const ZUORA: Format = {
  name: 'zuora',
  version: 1,
  customer: 'accountNumber',
  attribute: (name, subscription) => [[customField(subscription, name)]],
  isRecord: (json) => isSubscription(json) || isCharge(json),
  fromSheets: joinedSheets,
  read: (record, reading) => {
    if (isOtherMode(reading)) return ignored('test_mode');
    if (isDeleted(record)) return ignored('draft');
    const number = isSubscription(record.object) ? numberOf(record) : null;
    if (number === null) {
      reading.findings.refuse('partial_terms', 'value', 'is a charge without its subscription');
      return [];
    }
    if (isDraft(statedWord(fieldOf(record, 'status')))) return ignored('draft');
    return said(statementOf(record, number, reading));
  },
};
