import { Command } from 'commander';
import { discardCommand } from './discard-command.ts';
import { exportCommand } from './export-command.ts';
import { listCommand } from './list-command.ts';
import { redriveCommand } from './redrive-command.ts';
import { showCommand } from './show-command.ts';

export const refusedCommand = (): Command =>
  new Command('refused')
    .description('list refused events, look at one, mend them and send them again, or leave them out for good')
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(showCommand())
    .addCommand(exportCommand())
    .addCommand(redriveCommand())
    .addCommand(discardCommand());
