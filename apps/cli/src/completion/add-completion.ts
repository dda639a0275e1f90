import completionOf from '@bomb.sh/tab/commander';
import { DEFAULT_POLICY, dimensionsOf, GRAINS } from '@app/domain';
import type { Command } from 'commander';

/** The command by which shells ask for candidates; with the name of a shell it prints the script that does so. */
export const COMPLETE = 'complete';

type Complete = (value: string, description: string) => void;

/**
 * Values that are known without a store: the dimensions are those of the built-in policy. Options with choices have
 * theirs.
 */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  dimension: dimensionsOf(DEFAULT_POLICY),
  by: dimensionsOf(DEFAULT_POLICY),
  grain: GRAINS,
};

/** Adds the completion of commands, options and values for bash, zsh, fish and PowerShell. */
export const addCompletion = (program: Command): void => {
  const { commands } = completionOf(program);
  for (const { options } of commands.values()) {
    for (const [name, values] of Object.entries(VALUES)) {
      const option = options.get(name);
      if (option !== undefined) option.handler = (complete: Complete) => values.forEach((value) => complete(value, ''));
    }
  }
  program.commands
    .find((command) => command.name() === COMPLETE)
    ?.description('print the completion script of a shell: bash, zsh, fish or powershell');
};
