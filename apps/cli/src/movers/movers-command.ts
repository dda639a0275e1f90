import { UsageError } from '@app/host';
import { PostgresComparisonBooks, PostgresExplanationSource, PostgresMissingRates } from '@app/persistence';
import { ListMovers, ListMoversBetween } from '@app/processing';
import { Command } from 'commander';
import { subjectText } from '../explain/period/subject-text.ts';
import { printListing } from '../list/print-listing.ts';
import {
  addChangeOptions,
  type ChangeOptions,
  changeQuestion,
  type ChangeQuestion,
  periodAsked,
} from '../options/change-options.ts';
import { addListOptions, listForm, type ListOptions } from '../options/list-options.ts';
import { assertReported } from '../options/segment-options.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import type { ExistingStore } from '../store/existing-store.ts';
import { type FoundMovers, moversListing } from './movers-listing.ts';

type Options = ListOptions & ChangeOptions & StoreOptions;

/** The list that is asked for. Throws `UsageError` or `OutOfRangeError`. */
export const moversFound = async ({ database, at }: ExistingStore, asked: ChangeQuestion): Promise<FoundMovers> => {
  assertReported(asked.segment.dimension, at.policy);
  const { reportingCurrency } = at.policy;
  const missingRates = new PostgresMissingRates(database, at.policy);
  if (asked.of === 'days') {
    const books = new PostgresComparisonBooks(database, at);
    const movers = await new ListMoversBetween(books, at.policy).of(asked.days, asked.segment);
    const missing = await missingRates.onDay(asked.days.to, [asked.days.to]);
    return { asked, movers, missing, reportingCurrency };
  }
  const { grain, label, segment } = asked;
  const source = new PostgresExplanationSource(database, at.policy);
  const movers = await new ListMovers(source).of(periodAsked(grain, label, at.policy), segment);
  if (movers === null) throw new UsageError(`--period: there is no snapshot of ${subjectText(segment)} in ${label}`);
  const missing = await missingRates.inPeriods();
  const own = missing.filter((each) => each.grain === grain && each.period === label);
  return { asked, movers, missing: own, reportingCurrency };
};

export const moversCommand = (): Command =>
  addListOptions(
    addChangeOptions(
      new Command('movers').description('list every customer that moved the ARR in a period or between two days'),
    ),
  )
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      const form = listForm(options);
      const asked = changeQuestion(options, 'movers');
      await printListing(options, form, async (store) => moversListing(await moversFound(store, asked)));
    });
