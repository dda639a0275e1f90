import 'reflect-metadata';
import { misspeltSettings, UsageError } from '@app/host';
import { version } from '@app/platform';
import { Command, CommanderError } from 'commander';
import { aheadCommand } from './ahead/ahead-command.ts';
import { auditCommand } from './audit/audit-command.ts';
import { bridgeCommand } from './bridge/bridge-command.ts';
import { catalogCommand } from './catalog/catalog-command.ts';
import { checkCommand } from './check/check-command.ts';
import { CLI_SETTINGS } from './cli-settings.ts';
import { addCompletion, COMPLETE } from './completion/add-completion.ts';
import { contractsCommand } from './contracts/contracts-command.ts';
import { customersCommand } from './customers/customers-command.ts';
import { demoCommand } from './demo/demo-command.ts';
import { doctorCommand } from './doctor/doctor-command.ts';
import { explainCommand } from './explain/explain-command.ts';
import { historyCommand } from './history/history-command.ts';
import { importCommand } from './import/import-command.ts';
import { markCommand } from './mark/mark-command.ts';
import { migrateCommand } from './migrate/migrate-command.ts';
import { moversCommand } from './movers/movers-command.ts';
import { planCommand } from './plan/plan-command.ts';
import { productsCommand } from './products/products-command.ts';
import { ratesCommand } from './rates/rates-command.ts';
import { refusedCommand } from './refused/refused-command.ts';
import { renewalsCommand } from './renewals/renewals-command.ts';
import { replayCommand } from './replay/replay-command.ts';
import { republishCommand } from './republish/republish-command.ts';
import { reportCommand } from './report/report-command.ts';
import { restateCommand } from './restate/restate-command.ts';
import { serveCommand } from './serve/serve-command.ts';
import { InterruptedError } from './store/interruption.ts';
import { statusCommand } from './status/status-command.ts';
import { topCommand } from './top/top-command.ts';
import { topicsCommand } from './topics/topics-command.ts';
import { translateCommand } from './translate/translate-command.ts';
import { trendCommand } from './trend/trend-command.ts';
import { watchCommand } from './watch/watch-command.ts';

const EXIT = { done: 0, failed: 1, unusable: 2 } as const;

const program = new Command('acv')
  .description('the exact annual contract value, from billing events')
  .version(version(), '--version', 'print the version')
  .addCommand(aheadCommand())
  .addCommand(auditCommand())
  .addCommand(bridgeCommand())
  .addCommand(catalogCommand())
  .addCommand(checkCommand())
  .addCommand(contractsCommand())
  .addCommand(customersCommand())
  .addCommand(demoCommand())
  .addCommand(doctorCommand())
  .addCommand(explainCommand())
  .addCommand(historyCommand())
  .addCommand(importCommand())
  .addCommand(markCommand())
  .addCommand(migrateCommand())
  .addCommand(moversCommand())
  .addCommand(planCommand())
  .addCommand(productsCommand())
  .addCommand(ratesCommand())
  .addCommand(refusedCommand())
  .addCommand(renewalsCommand())
  .addCommand(replayCommand())
  .addCommand(republishCommand())
  .addCommand(reportCommand())
  .addCommand(restateCommand())
  .addCommand(serveCommand())
  .addCommand(statusCommand())
  .addCommand(topCommand())
  .addCommand(topicsCommand())
  .addCommand(translateCommand())
  .addCommand(trendCommand())
  .addCommand(watchCommand())
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

throwInsteadOfExit(program);
addCompletion(program);
try {
  await program.parseAsync();
} catch (error) {
  // The interrupted work may still wait for a server that is gone.
  if (error instanceof InterruptedError) process.exit(error.exitCode);
  process.exitCode = exitCode(error);
}
