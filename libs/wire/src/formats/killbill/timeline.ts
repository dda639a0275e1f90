import { type CivilDate, dayNumber, type Instant, parseCivilDate } from '@app/domain';
import type { Reading } from '../frame/format.ts';
import type { Payload } from '../frame/payload.ts';
import { shapeless } from '../frame/said.ts';

/** What billing does on a day. Events of the entitlement and of other services say nothing about it. */
const BILLING = new Set(['START_BILLING', 'CHANGE', 'PHASE', 'PAUSE_BILLING', 'RESUME_BILLING', 'STOP_BILLING']);

export type Step = Readonly<{
  id: string;
  type: string;
  day: CivilDate;
  /** Midnight UTC of its day, with the place among the steps of that day as milliseconds. */
  time: Instant;
  event: Payload;
}>;

/** A date, or the day of a time. */
export const dateAt = (payload: Payload, { dayOf }: Reading): CivilDate | null => {
  const date = payload.text === null ? null : parseCivilDate(payload.text);
  if (date !== null) return date;
  const instant = payload.instant;
  return instant === null ? null : dayOf(instant);
};

const timeOf = (day: CivilDate, place: number): Instant => ({
  seconds: dayNumber(day) * 86_400,
  nanos: Math.min(place, 999) * 1_000_000,
});

type Dated = Omit<Step, 'time'>;

const datedStep = (event: Payload, reading: Reading): readonly Dated[] => {
  const type = event.at('eventType').text ?? '';
  if (!BILLING.has(type)) return [];
  const [id, day] = [event.at('eventId').text, dateAt(event.at('effectiveDate'), reading)];
  if (id === null) return shapeless(reading, event.at('eventId').path, 'is missing') ?? [];
  if (day !== null) return [{ id, type, day, event }];
  reading.findings.refuse('no_effective_date', event.at('effectiveDate').path, 'is missing');
  return [];
};

/** Nothing comes after the end: a stopped subscription does not start again. */
const upToStop = (steps: readonly Dated[]): readonly Dated[] => {
  const stop = steps.findIndex(({ type }) => type === 'STOP_BILLING');
  return stop === -1 ? steps : steps.slice(0, stop + 1);
};

/** A step is known by its id. */
const checkIds = (steps: readonly Dated[], { findings }: Reading): void => {
  const seen = new Set<string>();
  for (const { id, event } of steps) {
    if (seen.has(id)) findings.refuse('contradictory', event.at('eventId').path, 'is that of another event too');
    seen.add(id);
  }
};

/**
 * The steps of billing by their days. A step's time depends on the steps of its day alone, because a step that is put
 * in between later must not change what the others say.
 */
export const timelineOf = (subscription: Payload, reading: Reading): readonly Step[] => {
  const steps = subscription.at('events').items.flatMap((event) => datedStep(event, reading));
  const sorted = upToStop(steps.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)));
  checkIds(sorted, reading);
  const places = new Map<CivilDate, number>();
  return sorted.map((step) => {
    const place = (places.get(step.day) ?? 0) + 1;
    places.set(step.day, place);
    return { ...step, time: timeOf(step.day, place) };
  });
};
