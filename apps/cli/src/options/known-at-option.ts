import { parseCivilDate, type Policy } from '@app/domain';
import { instantFrom } from './arguments.ts';
import { endOfDayIn } from './end-of-day-in.ts';

/** The instant that `--known-at` names: for a date the end of that day in the policy's zone. Throws `UsageError`. */
export const knownAtFromArgument = (given: string, { timezone }: Policy): Date => {
  const day = parseCivilDate(given);
  if (day !== null) return endOfDayIn(timezone, day);
  return instantFrom('--known-at', given);
};
