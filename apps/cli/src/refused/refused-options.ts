import { parseCivilDate } from '@app/domain';
import { UsageError } from '@app/host';
import type { RefusedAsked, RefusedChosen } from '@app/processing';
import { REFUSAL_CODES } from '@app/wire';
import { type Command, Option } from 'commander';
import { instantFrom } from '../options/arguments.ts';

/** Which refused events are meant. */
export type RefusedOptions = Readonly<{ code?: string; topic?: string; since?: string; contract?: string }>;

export const addRefusedOptions = (command: Command): Command =>
  command
    .addOption(new Option('--code <code>', 'only those with this code').choices(REFUSAL_CODES))
    .option('--origin, --topic <name>', 'only those of this topic, or of a file of this name')
    .option('--since <time>', 'only those refused since this day or instant, in UTC')
    .option('--contract <id>', 'only those whose key is this id, or that name it');

/** A day begins at midnight UTC. */
const sinceFromArgument = (given: string): Date =>
  instantFrom('--since', parseCivilDate(given) === null ? given : `${given}T00:00:00Z`);

/** Throws `UsageError`. */
export const askedIn = ({ code, topic, since, contract }: RefusedOptions): Omit<RefusedAsked, 'state'> => ({
  code: code ?? null,
  origin: topic ?? null,
  since: since === undefined ? null : sinceFromArgument(since),
  contract: contract ?? null,
});

const ID = /^\d{1,18}$/;

/** The number of a refused event. Throws `UsageError`. */
export const refusedIdFrom = (given: string): string => {
  if (!ID.test(given)) throw new UsageError(`${given} is not the number of a refused event: acv refused lists them`);
  return given;
};

/** `all`: every event that waits is meant. */
export type ChoiceOptions = RefusedOptions & Readonly<{ all?: true }>;

export const addChoiceOptions = (command: Command): Command =>
  addRefusedOptions(command.argument('[ids...]', 'the numbers of refused events, as acv refused lists them')).option(
    '--all',
    'every event that waits',
  );

/** The events that a command is to work on. Throws `UsageError` if none are named, or in two ways. */
export const chosenIn = (ids: readonly string[], { all, ...options }: ChoiceOptions): RefusedChosen => {
  const isFiltered = Object.values(askedIn(options)).some((value) => value !== null);
  if (ids.length === 0 && !isFiltered && all === undefined) {
    throw new UsageError(
      'name refused events by their numbers, or choose by --code, --topic, --since or --contract, or --all',
    );
  }
  if (ids.length > 0 && (isFiltered || all !== undefined)) {
    throw new UsageError('name refused events by their numbers or choose them by options, not both');
  }
  return { ids: ids.length === 0 ? null : [...new Set(ids.map(refusedIdFrom))], asked: askedIn(options), after: null };
};
