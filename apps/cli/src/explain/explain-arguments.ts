import type { CivilDate, ContractId } from '@app/domain';
import { UsageError } from '@app/host';
import { dateFromArgument } from '../options/arguments.ts';
import { type ChangeOptions, type ChangeQuestion, changeQuestion } from '../options/change-options.ts';

export type ExplainOptions = ChangeOptions & Readonly<{ contract?: string; on?: string }>;

/** The figure to explain; `on` is null for the last day taken. */
export type ExplainQuestion =
  Readonly<{ of: 'contract'; contractId: ContractId; on: CivilDate | null }> | ChangeQuestion;

const assertOne = ({ contract, period, from, to }: ExplainOptions): void => {
  const asked = [contract, period, from ?? to].filter((given) => given !== undefined);
  if (asked.length !== 1) {
    throw new UsageError('explain: give exactly one of --contract, --period, and --from with --to');
  }
};

/** The figure that is asked for. Throws `UsageError`. */
export const explainQuestion = (options: ExplainOptions): ExplainQuestion => {
  const { contract, on } = options;
  assertOne(options);
  if (contract === undefined) return changeQuestion(options, 'explain');
  return {
    of: 'contract',
    // The id is not checked here: if no event has it, it is not found.
    contractId: contract as ContractId,
    on: on === undefined ? null : dateFromArgument('--on', on),
  };
};
