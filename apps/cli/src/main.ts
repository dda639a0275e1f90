import 'reflect-metadata';
import { misspeltSettings, UsageError } from '@app/host';
import { version } from '@app/platform';
import { Command, CommanderError } from 'commander';
import { CLI_SETTINGS } from './cli-settings.ts';
import { commandsFor } from './commands.ts';
import { addCompletion, COMPLETE } from './completion/add-completion.ts';
import { InterruptedError } from './store/interruption.ts';

const EXIT = { done: 0, failed: 1, unusable: 2 } as const;

const program = new Command('acv')
  .description('the exact annual contract value, from billing events')
  .version(version(), '--version', 'print the version')
  // Not for help and completion, which read no settings.
  .hook('preAction', (_program, command) => {
    if (command.name() === COMPLETE) return;
    for (const line of misspeltSettings(CLI_SETTINGS, process.env)) process.stderr.write(`acv: ${line}\n`);
  });

const throwInsteadOfExit = (command: Command): void => {
  command.exitOverride();
  command.commands.forEach(throwInsteadOfExit);
};

const exitCode = (error: unknown): number => {
  // Commander has already written its message; for help its exit code is 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.unusable;
  process.stderr.write(`acv: ${error instanceof Error ? error.message : String(error)}\n`);
  return error instanceof UsageError ? EXIT.unusable : EXIT.failed;
};

for (const command of await commandsFor(process.argv.slice(2))) program.addCommand(command);
throwInsteadOfExit(program);
addCompletion(program);
try {
  await program.parseAsync();
} catch (error) {
  // The interrupted work may still wait for a server that is gone.
  if (error instanceof InterruptedError) process.exit(error.exitCode);
  process.exitCode = exitCode(error);
}
