import type { CivilDate } from '@app/domain';
import type { JsonObject } from '../../fields/field.ts';
import { Findings } from '../frame/findings.ts';
import type { Format, Read, Reading } from '../frame/format.ts';
import { UNDATED } from '../frame/pauses.ts';
import type { Payload } from '../frame/payload.ts';
import { ignored, isOtherMode, shapeless } from '../frame/said.ts';
import type { Statement, Trial } from '../frame/statement.ts';
import { beginsTrial, killbillTerms, type PricedEvent } from './terms.ts';
import { dateAt, type Step, timelineOf } from './timeline.ts';

type Subscription = Readonly<{ payload: Payload; contractId: string; firstDay: CivilDate }>;

/** A step's own event. `priced` is the event whose price is in force. */
type Form = Readonly<{ id?: string; type?: 'created' | 'amended'; priced: PricedEvent; isPaused: boolean }>;

const statementOf = (
  step: Step,
  { id = step.id, type = 'amended', priced, isPaused }: Form,
  { payload, contractId, firstDay }: Subscription,
  reading: Reading,
): Statement => ({
  record: { kind: 'event', id, type, time: step.time, day: step.day },
  account: null,
  contractId,
  firstDay,
  end: step.type === 'STOP_BILLING' ? { day: step.day, at: null } : null,
  subscription: payload,
  terms: (findings) => {
    const terms = killbillTerms(payload, priced, reading, findings);
    return isPaused ? { ...terms, pause: UNDATED } : terms;
  },
});

const isPriced = ({ type }: Step): boolean => type === 'START_BILLING' || type === 'PHASE' || type === 'CHANGE';

/** The trial with which a subscription began, up to the first step that is none. */
const firstTrial = (steps: readonly Step[], { payload, firstDay }: Subscription): Trial | null => {
  const [first, ...later] = steps.filter(isPriced);
  if (first === undefined || !beginsTrial(payload, first.event)) return null;
  const paid = later.find(({ event }) => !beginsTrial(payload, event));
  return paid === undefined ? null : { start: firstDay, end: paid.day };
};

/**
 * A statement for each step. A change in a pause says its terms, as it would without the pause, and then the pause again
 * (`#2`): a step says the same in every later answer, whatever was put before it.
 */
const statementsOf = (steps: readonly Step[], subscription: Subscription, reading: Reading): readonly Statement[] => {
  let [priced, isPaused]: [Step | null, boolean] = [null, false];
  const trial = firstTrial(steps, subscription);
  return steps.flatMap((step) => {
    const say = (form: Omit<Form, 'priced'>) => {
      const { event, day } = priced ?? step;
      return statementOf(step, { priced: { event, day, trial }, ...form }, subscription, reading);
    };
    if (step.type === 'PAUSE_BILLING' || step.type === 'RESUME_BILLING') {
      isPaused = step.type === 'PAUSE_BILLING';
      return priced === null ? [] : [say({ isPaused })];
    }
    if (step.type === 'STOP_BILLING') return [say({ isPaused: false })];
    priced = step;
    const own = say({ type: step.type === 'START_BILLING' ? 'created' : 'amended', isPaused: false });
    return isPaused ? [own, say({ id: `${step.id}#2`, isPaused })] : [own];
  });
};

/** What is over needs no terms: its end is said alone where they cannot be read. */
const endsIfUnknown = (statements: readonly Statement[], { payload }: Subscription, { findings }: Reading): Read => {
  const isOver = payload.at('state').text === 'CANCELLED' || payload.at('state').text === 'EXPIRED';
  const ends = statements.filter(({ end }) => end !== null);
  if (!isOver || ends.length === 0) return statements;
  const found = new Findings();
  for (const { end, terms } of statements) if (end === null) terms(found);
  if (found.refusal === null && statements.length > ends.length) return statements;
  findings.note('history_unknown');
  return ends;
};

const readSubscription = (payload: Payload, reading: Reading): Read => {
  const contractId = payload.at('subscriptionId').text;
  if (contractId === null) return shapeless(reading, 'subscriptionId', 'is missing') ?? [];
  if (!payload.at('events').isThere) {
    reading.findings.refuse('partial_terms', 'events', 'are missing: fetch the subscription itself');
    return [];
  }
  const steps = timelineOf(payload, reading);
  const [first] = steps;
  const start = steps.find(({ type }) => type === 'START_BILLING');
  if (first === undefined) {
    if (reading.findings.refusal === null) reading.findings.refuse('partial_terms', 'events', 'have none of billing');
    return [];
  }
  const firstDay = start?.day ?? dateAt(payload.first('billingStartDate', 'startDate'), reading) ?? first.day;
  const subscription = { payload, contractId, firstDay };
  return endsIfUnknown(statementsOf(steps, subscription, reading), subscription, reading);
};

const isBusEvent = ({ transitionType: type }: JsonObject): boolean => typeof type === 'string';

const isNotification = ({ eventType: type, objectType: object }: JsonObject): boolean =>
  typeof type === 'string' && typeof object === 'string';

const partial = ({ findings }: Reading, field: string): Read => {
  findings.refuse('partial_terms', field, 'is of an event without a price; feed the subscription itself');
  return [];
};

/** Kill Bill: subscriptions of the API with their events and prices. What its bus and its webhooks send has no price. */
export const KILLBILL: Format = {
  name: 'killbill',
  version: 1,
  customer: 'accountId',
  attribute: () => [],
  isRecord: (json) => typeof json['subscriptionId'] === 'string' || isNotification(json) || isBusEvent(json),
  read: (record, reading) => {
    if (isOtherMode(reading)) return ignored('test_mode');
    if (isBusEvent(record.object)) return partial(reading, 'transitionType');
    if (!isNotification(record.object)) return readSubscription(record, reading);
    return record.at('objectType').text === 'SUBSCRIPTION' ? partial(reading, 'eventType') : ignored('other_object');
  },
};
