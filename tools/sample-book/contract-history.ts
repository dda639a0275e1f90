import type { RecordedEvent, Terms } from './billing-event.ts';
import type { CivilDate } from './calendar.ts';
import { type Random, randomOf } from './random.ts';

/** The events of one contract, in the order in which they are recorded. */
export type ContractHistory = Readonly<{
  id: string;
  events: readonly RecordedEvent[];
  created: (terms: Terms, effective: CivilDate, recorded?: CivilDate) => void;
  amended: (terms: Terms, effective: CivilDate, recorded?: CivilDate) => void;
  cancelled: (reason: string, effective: CivilDate, recorded?: CivilDate) => void;
}>;

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** A time within working hours. */
const timeOn = (day: CivilDate, random: Random): string =>
  `${day}T${twoDigits(random.between(8, 18))}:${twoDigits(random.between(0, 59))}:${twoDigits(random.between(0, 59))}Z`;

/** An empty history, which leaves out what is recorded after a day. */
export const contractHistory = (id: string, until: CivilDate): ContractHistory => {
  const events: RecordedEvent[] = [];
  const random = randomOf(`${id} is recorded`);
  const stated = (effective: CivilDate) => ({
    contract_id: id,
    effective_date: effective,
    version: events.length + 1,
  });
  const record = (recorded: CivilDate, event: (time: string) => RecordedEvent): void => {
    if (recorded <= until) events.push(event(timeOn(recorded, random)));
  };
  return {
    id,
    events,
    created: (terms, effective, recorded = effective) =>
      record(recorded, (time) => ({ type: 'subscription.created', time, data: { ...stated(effective), ...terms } })),
    amended: (terms, effective, recorded = effective) =>
      record(recorded, (time) => ({ type: 'subscription.amended', time, data: { ...stated(effective), ...terms } })),
    cancelled: (reason, effective, recorded = effective) =>
      record(recorded, (time) => ({ type: 'subscription.cancelled', time, data: { ...stated(effective), reason } })),
  };
};
