import { parseCivilDate, type Policy } from '@app/domain';
import { UsageError } from '@app/host';
import { endOfDayIn } from '@app/platform';
import { parseInstant } from '@app/wire';

/** The instant that `--known-at` names: for a date the end of that day in the policy's zone. Throws `UsageError`. */
export const knownAtFromArgument = (given: string, { timezone }: Policy): Date => {
  const day = parseCivilDate(given);
  if (day !== null) return endOfDayIn(timezone, day);
  const instant = parseInstant(given);
  if (instant === null) throw new UsageError(`--known-at: ${given} is neither a date nor an RFC 3339 instant`);
  return new Date(instant.seconds * 1000 + Math.floor(instant.nanos / 1_000_000));
};
