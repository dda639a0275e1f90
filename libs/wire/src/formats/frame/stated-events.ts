import { createHash } from 'node:crypto';
import type { CivilDate, Instant } from '@app/domain';
import type { JsonValue } from '../../fields/json-schema.ts';
import { instantText } from '../../fields/instant.ts';
import { canonicalJson } from '../../policy/canonical-json.ts';
import type { DerivedEvent } from '../derived-event.ts';
import { laterDay } from './days.ts';
import type { BareRecord, Statement, Terms } from './statement.ts';
import { termsData } from './terms-data.ts';

/** What the events of a statement have in common. `common` is of all that state terms: customer, currency, attributes. */
export type Head = Readonly<{ source: string; contractId: string; common: Readonly<Record<string, unknown>> }>;

/** `now` is what a statement says of its own day, `past` what it says of all days before. */
export type StatedEvents = Readonly<{ past: readonly DerivedEvent[]; now: readonly DerivedEvent[] }>;

type Form = Readonly<{ id: string; version: number; time: Instant }>;
type Step = Readonly<{ type: DerivedEvent['type']; day: CivilDate; data: Readonly<Record<string, unknown>> }>;
type TermsType = 'created' | 'amended';

/** The second and third event of a form have a number behind its id, and follow in record order. */
const eventsOf = ({ id, version, time }: Form, head: Head, steps: readonly Step[]): readonly DerivedEvent[] =>
  steps.map(({ type, day, data }, i) => ({
    id: i === 0 ? id : `${id}#${i + 1}`,
    source: head.source,
    type,
    time: instantText(time),
    data: { contract_id: head.contractId, ...data, effective_date: day, version },
  }));

const ending = (day: CivilDate, firstDay: CivilDate): Step => ({
  type: 'subscription.cancelled',
  day: laterDay(day, firstDay),
  data: {},
});

/** The steps of terms that are not over: with a pause from its day to its resumption, and with the end that is scheduled. */
const steps = (terms: Terms, head: Head, on: Readonly<{ type: TermsType; day: CivilDate; firstDay: CivilDate }>) => {
  const { firstDay, day } = on;
  const step = (effective: CivilDate, isWithLines: boolean, type: TermsType = 'amended'): Step => ({
    type: `subscription.${type}`,
    day: effective,
    data: { ...head.common, ...termsData(terms, { effective, firstDay, isPast: false }, isWithLines) },
  });
  const scheduled = terms.scheduledEnd === null ? [] : [ending(terms.scheduledEnd, firstDay)];
  if (terms.pause === null) return [step(day, true, on.type), ...scheduled];
  const { until } = terms.pause;
  const from = laterDay(terms.pause.from ?? day, firstDay);
  const paused = from <= day ? [step(from, false, on.type)] : [step(day, true, on.type), step(from, false)];
  // A resumption on the day of the pause follows it in record order, so nothing of it is left.
  const resumed = until !== null && until >= from ? [step(until, true)] : [];
  return [...paused, ...resumed, ...scheduled];
};

/** The older of two exports speaks for the time before both, so it is the last in record order: its number is the higher. */
const startId = ({ contractId, subscription }: Statement, observed: Instant | null): string => {
  const digest = () =>
    createHash('sha256')
      .update(canonicalJson(subscription.value as JsonValue), 'utf8')
      .digest('hex')
      .slice(0, 16);
  const rank = observed === null ? digest() : String(9_999_999_999 - observed.seconds).padStart(10, '0');
  return `${contractId}#start-${rank}`;
};

/** Today's terms from the first day on, in a version below all that is said of a later day. */
const pastSteps = (terms: Terms | null, head: Head, firstDay: CivilDate): readonly Step[] => {
  if (terms === null) return [];
  const data = termsData(terms, { effective: firstDay, firstDay, isPast: true }, true);
  return [{ type: 'subscription.created', day: firstDay, data: { ...head.common, ...data } }];
};

/** The end of a term that does not renew, where the past has it laid back and renewing. */
const lostEnd = (terms: Terms | null, firstDay: CivilDate): readonly Step[] => {
  const { term = null, termAtStart = null } = terms ?? {};
  return term !== null && !term.autoRenew && termAtStart?.autoRenew === true ? [ending(term.end, firstDay)] : [];
};

const bareEvents = (statement: Statement, record: BareRecord, terms: Terms | null, head: Dated): StatedEvents => {
  const { firstDay, end, contractId } = statement;
  // An object that is over says by itself when it was so.
  const observed = record.observed ?? end?.at ?? null;
  const start = { id: startId(statement, record.observed), version: 0, time: record.created };
  const past = pastSteps(terms, head, firstDay);
  const now = (day: CivilDate): readonly Step[] => {
    if (end !== null) return [ending(end.day, firstDay)];
    return terms === null ? [] : steps(terms, head, { type: 'amended', day, firstDay });
  };
  if (observed === null) {
    // Nobody knows of which day the object is, so only what has a day of its own is said.
    const dated = now(firstDay).filter(({ type, day }) => type === 'subscription.cancelled' || day > firstDay);
    return { past: eventsOf(start, head, [...past, ...dated, ...lostEnd(terms, firstDay)]), now: [] };
  }
  const id = `${contractId}#at-${instantText(observed)}`;
  const form = { id, version: record.version ?? 1, time: observed };
  return {
    past: eventsOf(start, head, past),
    now: eventsOf(form, head, now(laterDay(head.dayOf(observed), firstDay))),
  };
};

type Dated = Head & Readonly<{ dayOf: (instant: Instant) => CivilDate }>;

/** The events that a statement says. `terms` null: the subscription is over, and what its terms were is not known. */
export const statedEvents = (statement: Statement, terms: Terms | null, head: Dated): StatedEvents => {
  const { record, firstDay, end } = statement;
  if (record.kind === 'bare') return bareEvents(statement, record, terms, head);
  const { id, type, time, version = 1, created } = record;
  const past =
    created === undefined
      ? []
      : eventsOf({ id: startId(statement, time), version: 0, time: created }, head, pastSteps(terms, head, firstDay));
  const day = type === 'created' ? firstDay : laterDay(record.day, firstDay);
  const own = terms === null ? [] : steps(terms, head, { type, day, firstDay });
  return { past, now: eventsOf({ id, version, time }, head, end === null ? own : [ending(end.day, firstDay)]) };
};
