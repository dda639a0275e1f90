import { type CivilDate, parseCivilDate, type Period, periodLabelled } from '@app/domain';
import { UsageError } from '@app/host';
import type { TwoDays } from '@app/processing';
import { parseInstant } from '@app/wire';

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const COUNT = /^[1-9]\d{0,2}$/;

/** `name` is the option, for the message. Throws `UsageError`. */
export const dateFromArgument = (name: string, given: string): CivilDate => {
  const date = parseCivilDate(given);
  if (date === null) throw new UsageError(`${name}: ${given} is not a date (YYYY-MM-DD)`);
  return date;
};

/** An instant, for an option that also takes a date. Throws `UsageError`. */
export const instantFrom = (name: string, given: string): Date => {
  const instant = parseInstant(given);
  if (instant === null) throw new UsageError(`${name}: ${given} is neither a date nor an RFC 3339 instant`);
  return new Date(instant.seconds * 1000 + Math.floor(instant.nanos / 1_000_000));
};

/** A calendar month by its label. Throws `UsageError`. */
export const monthFromArgument = (name: string, given: string): Period => {
  if (!MONTH.test(given)) throw new UsageError(`${name}: ${given} is not a month (2025-03)`);
  return periodLabelled('month', given, 1);
};

/** A number of months. Throws `UsageError`. */
export const monthsFromArgument = (name: string, given: string): number => {
  if (!COUNT.test(given)) throw new UsageError(`${name}: ${given} is not a whole number of months from 1 to 999`);
  return Number(given);
};

type Names = Readonly<{ from: string; to: string }>;

/** Two days, the first before the second. Throws `UsageError`. */
export const twoDaysFromArguments = (names: Names, given: Names): TwoDays => {
  const from = dateFromArgument(names.from, given.from);
  const to = dateFromArgument(names.to, given.to);
  if (from >= to) throw new UsageError(`${names.from}: ${from} is not before ${to}`);
  return { from, to };
};
