import { FAULTS } from './bad-lines.ts';
import type { BillingEvent } from './billing-event.ts';
import { randomOf } from './random.ts';

/** A line of the book. `rank` is its position in the order of arrival. */
export type Arrival = Readonly<{ rank: number; text: string; what: 'event' | 'late' | 'repeated' | 'refused' }>;

/** The same JSON value in another order of keys: still the same event. */
const reordered = ({ data, ...head }: BillingEvent): string =>
  JSON.stringify({ data: Object.fromEntries(Object.entries(data).toReversed()), ...head });

const arrivalsOf = (event: BillingEvent, index: number): readonly Arrival[] => {
  const random = randomOf(`${event.id} arrives`);
  const text = JSON.stringify(event);
  const delay = random.percent(4) ? random.between(3, 200) : 0;
  // Fractions: a late or repeated line arrives between two others.
  const rank = delay === 0 ? index : index + delay + 0.5;
  const first: Arrival = { rank, text, what: delay === 0 ? 'event' : 'late' };
  if (!random.percent(2)) return [first];
  const again = random.percent(50) ? text : reordered(event);
  return [first, { rank: rank + random.between(1, 60) + 0.25, text: again, what: 'repeated' }];
};

/** The faulty lines, spread evenly over the book, each next to the creation that it is a faulty copy of. */
const refusedAmong = (events: readonly BillingEvent[]): readonly Arrival[] => {
  const codes = Object.keys(FAULTS);
  return codes.map((code, number) => {
    const from = Math.floor((events.length * (number + 1)) / (codes.length + 1));
    const index = events.findIndex(({ type }, at) => at >= from && type === 'subscription.created');
    const event = events[index];
    const fault = FAULTS[code];
    if (event === undefined || fault === undefined) throw new Error(`There is no creation for ${code}.`);
    // A conflict arrives after the event that it conflicts with, however late that is; a draft before its correction.
    return { rank: code === 'id_conflict' ? index + 201 : index - 0.75, text: fault(event), what: 'refused' };
  });
};

/** All lines in the order of their arrival: some late, some twice, eight of them faulty. */
export const arrivals = (events: readonly BillingEvent[]): readonly Arrival[] =>
  [...events.flatMap(arrivalsOf), ...refusedAmong(events)].toSorted((a, b) => a.rank - b.rank);
