import { PostgresMissingRates, PostgresReportedSnapshots } from '@app/persistence';
import { asJson, ReadSeries } from '@app/processing';
import { UsageError } from '@app/host';
import { Command, Option } from 'commander';
import { digitsGiven, digitsOption, type DigitsOptions } from '../options/digits-option.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { printReport } from '../store/existing-store.ts';
import { type TrendOptions, trendQuestion } from './trend-arguments.ts';
import { trendText } from './trend-text.ts';

type Options = TrendOptions & DigitsOptions & JsonOptions & StoreOptions;

export const trendCommand = (): Command =>
  new Command('trend')
    .description('show how the ACV moved over the periods, as small bars: of the whole book, or by a dimension')
    .option('--by <dimension>', 'a row for each segment of this dimension (default: the whole book)')
    .option('--segment <name>', 'only this segment of the dimension')
    .option('--figure <name>', 'a figure of the snapshots, such as arr (default: acv, and those behind it)')
    .addOption(new Option('--grain <grain>', 'month, quarter or year (default: that of the labels, or the shortest)'))
    .option('--from <label>', 'the first period: 2025-03, 2025-Q1 or 2025')
    .option('--to <label>', 'the last period')
    .addOption(digitsOption())
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const places = digitsGiven(options);
      const { by: dimension, ...named } = options;
      const asked = { ...named, ...(dimension !== undefined && { dimension }) };
      await printReport(asked, async ({ database, at, at: { policy } }) => {
        const question = trendQuestion(options, policy);
        const series = await new ReadSeries(new PostgresReportedSnapshots(database, at), policy).of(question);
        if (series.segments.length === 0) throw new UsageError('trend: there is no snapshot of what is asked for');
        if (options.json === true) return asJson(series);
        const { fiscalYearStartMonth } = policy;
        const missing = await new PostgresMissingRates(database, policy).inPeriods();
        return trendText(series, { figures: question.figures, missing, fiscalYearStartMonth, places });
      });
    });
