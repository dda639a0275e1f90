import { PostgresPlanStore } from '@app/persistence';
import { PlanDeals } from '@app/processing';
import { Command } from 'commander';
import { databaseOption } from '../given-database.ts';
import { withKnownStore } from '../known-store.ts';
import { type PlanOptions, planQuestion } from './plan-arguments.ts';
import { planJson, planTable } from './plan-report.ts';

type Options = PlanOptions & Readonly<{ databaseUrl: string; json?: boolean }>;

export const planCommand = (): Command =>
  new Command('plan')
    .description('how many deals it takes to book a target, by what was booked lately')
    .requiredOption('--target <amount>', 'ACV to be booked, in the reporting currency')
    .option('--periods <count>', 'how many of the latest ended periods are pooled', '3')
    .option('--grain <grain>', 'month, quarter or year', 'month')
    .option('--dimension <name>', 'a row for each segment of this dimension')
    .option('--segment <name>', 'that segment of it alone')
    .option('--as-of <date>', 'periods that ended on or before this day (default: the last day taken)')
    .option('--json', 'JSON on standard output instead of a table')
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const question = planQuestion(options);
      const text = await withKnownStore(options.databaseUrl, async ({ database, at }) => {
        const plan = await new PlanDeals(new PostgresPlanStore(database, at), at.policy).plan(question);
        return (options.json === true ? planJson : planTable)(question, plan, at.policy.reportingCurrency);
      });
      process.stdout.write(`${text}\n`);
    });
