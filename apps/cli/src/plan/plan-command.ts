import { PostgresPlanStore } from '@app/persistence';
import { PlanDeals } from '@app/processing';
import { Command } from 'commander';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { assertReported, dimensionOption, segmentOption } from '../options/segment-options.ts';
import { printReport } from '../store/existing-store.ts';
import { type PlanOptions, planQuestion } from './plan-arguments.ts';
import { planJson, planTable } from './plan-report.ts';

type Options = PlanOptions & JsonOptions & StoreOptions;

export const planCommand = (): Command =>
  new Command('plan')
    .description('show how many deals it takes to book a target, judging by recent bookings')
    .requiredOption('--target <amount>', 'the ACV to be booked, in the reporting currency')
    .option('--periods <count>', 'the number of past periods whose bookings count', '3')
    .option('--grain <grain>', 'the length of these periods: month, quarter or year', 'month')
    .addOption(dimensionOption('each segment'))
    .addOption(segmentOption())
    .option('--as-of <date>', 'only periods that ended on or before this day (default: the last day taken)')
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const question = planQuestion(options);
      await printReport(options, async ({ database, at }) => {
        assertReported(question.dimension, at.policy);
        const plan = await new PlanDeals(new PostgresPlanStore(database, at), at.policy).plan(question);
        return (options.json === true ? planJson : planTable)(question, plan, at.policy.reportingCurrency);
      });
    });
