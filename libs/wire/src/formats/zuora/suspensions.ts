import type { CivilDate } from '@app/domain';
import type { Payload } from '../frame/payload.ts';
import type { Pause } from '../frame/statement.ts';
import { fieldOf } from './spelling.ts';
import { statedDay, statedWord } from './values.ts';

/** The suspensions in the history of a subscription's status. */
const listedIn = (subscription: Payload): readonly Pause[] =>
  fieldOf(subscription, 'statusHistory')
    .items.filter((each) => statedWord(fieldOf(each, 'status')) === 'suspended')
    .map((each) => ({
      from: statedDay(fieldOf(each, 'startDate')),
      until: statedDay(fieldOf(each, 'endDate')),
    }));

/** The latest suspension that is known: the subscription's own days, else of the history of its status. */
export const suspensionOf = (subscription: Payload): Pause => {
  const latest = listedIn(subscription).reduce<Pause>(
    (before, each) => ((each.from ?? '') >= (before.from ?? '') ? each : before),
    { from: null, until: null },
  );
  const [from, until] = [fieldOf(subscription, 'suspendDate'), fieldOf(subscription, 'resumeDate')];
  return { from: statedDay(from) ?? latest.from, until: statedDay(until) ?? latest.until };
};

/** The days on which suspensions are over. */
export const resumptionsIn = (subscription: Payload): readonly (CivilDate | null)[] => [
  statedDay(fieldOf(subscription, 'resumeDate')),
  ...listedIn(subscription).map(({ until }) => until),
];
