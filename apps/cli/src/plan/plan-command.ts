import { PostgresMissingRates, PostgresPlanStore } from '@app/persistence';
import { type MissingInPeriod, type Plan, PlanDeals, type PlanQuestion } from '@app/processing';
import { Command } from 'commander';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { digitsFrom, digitsOption, type DigitsOptions } from '../options/digits-option.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { assertReported, dimensionOption, segmentOption } from '../options/segment-options.ts';
import { printReport } from '../store/existing-store.ts';
import { type PlanOptions, planQuestion } from './plan-arguments.ts';
import { planJson, planTable } from './plan-report.ts';

type Options = PlanOptions & DigitsOptions & JsonOptions & StoreOptions;

const ofPooled = (
  { grain }: PlanQuestion,
  { periods }: Plan,
  missing: readonly MissingInPeriod[],
): readonly MissingInPeriod[] =>
  missing.filter((each) => each.grain === grain && periods.some(({ label }) => label === each.period));

export const planCommand = (): Command =>
  new Command('plan')
    .description('show how many deals it takes to book a target, judging by recent bookings')
    .requiredOption('--target <amount>', 'the ACV to be booked, in the reporting currency')
    .option('--periods <count>', 'the number of past periods whose bookings count', '3')
    .option('--grain <grain>', 'the length of these periods: month, quarter or year', 'month')
    .addOption(dimensionOption('each segment'))
    .addOption(segmentOption())
    .option('--as-of <date>', 'only periods that ended on or before this day (default: the last day taken)')
    .addOption(digitsOption())
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const question = planQuestion(options);
      const places = digitsFrom(options);
      await printReport(options, async ({ database, at }) => {
        assertReported(question.dimension, at.policy);
        const plan = await new PlanDeals(new PostgresPlanStore(database, at), at.policy).plan(question);
        const { reportingCurrency } = at.policy;
        if (options.json === true) return planJson(question, plan, reportingCurrency);
        const missing = ofPooled(question, plan, await new PostgresMissingRates(database, at.policy).inPeriods());
        return planTable(question, plan, { policy: at.policy, missing, places });
      });
    });
