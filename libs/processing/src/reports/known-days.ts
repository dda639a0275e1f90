import type { CivilDate } from '@app/domain';
import { OutOfRangeError } from './out-of-range-error.ts';
import type { TakenDays } from './plan-store.ts';

/** The days that can be asked about: from the first on which any contract is active to the last one taken. */
export type KnownDays = Readonly<{ first: CivilDate; asOf: CivilDate }>;

/** Throws `OutOfRangeError` if the store has no snapshots, or no contract is ever active. */
export const knownDays = ({ asOf, firstActiveDay }: TakenDays, field: OutOfRangeError['field']): KnownDays => {
  if (asOf === null) throw new OutOfRangeError(field, 'the store has no snapshots yet');
  if (firstActiveDay === null) throw new OutOfRangeError(field, 'no contract is ever active in this store');
  return { first: firstActiveDay, asOf };
};

/** The day itself, if it is among them. Throws `OutOfRangeError`. */
export const knownDay = (day: CivilDate, { first, asOf }: KnownDays, field: OutOfRangeError['field']): CivilDate => {
  if (day < first) throw new OutOfRangeError(field, `${day} is before ${first}, the first active day`);
  if (day > asOf) throw new OutOfRangeError(field, `${day} is after ${asOf}, the last day taken`);
  return day;
};
