import { parseCivilDate, type Policy } from '@app/domain';
import { endOfDayIn } from '@app/platform';
import { instantFrom } from './arguments.ts';

/** The instant that `--known-at` names: for a date the end of that day in the policy's zone. Throws `UsageError`. */
export const knownAtFromArgument = (given: string, { timezone }: Policy): Date => {
  const day = parseCivilDate(given);
  if (day !== null) return endOfDayIn(timezone, day);
  return instantFrom('--known-at', given);
};
