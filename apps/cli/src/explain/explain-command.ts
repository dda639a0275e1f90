import {
  contractIdsLike,
  PostgresComparisonBooks,
  PostgresExplanationSource,
  PostgresMissingRates,
} from '@app/persistence';
import { asJson, contractExplanation, ExplainContract, ExplainDays, ExplainPeriod } from '@app/processing';
import { Command } from 'commander';
import { UsageError } from '@app/host';
import { addChangeOptions, periodAsked } from '../options/change-options.ts';
import { digitsFrom, digitsOption, type DigitsOptions } from '../options/digits-option.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { nearIds } from '../options/near-names.ts';
import { assertReported } from '../options/segment-options.ts';
import { type ExistingStore, printReport } from '../store/existing-store.ts';
import { contractText } from './contract/contract-text.ts';
import { type ExplainOptions, explainQuestion, type ExplainQuestion } from './explain-arguments.ts';
import { daysText } from './period/days-text.ts';
import { periodText } from './period/period-text.ts';
import { subjectText } from './period/subject-text.ts';

/** How an explanation is printed. */
type Shown = Readonly<{ json: boolean; places: number }>;

type Question<K extends ExplainQuestion['of']> = Extract<ExplainQuestion, Readonly<{ of: K }>>;

const contractExplained = async (
  { database, at: { policy } }: ExistingStore,
  asked: Question<'contract'>,
  shown: Shown,
): Promise<string> => {
  const source = new PostgresExplanationSource(database, policy);
  const day = asked.on ?? (await source.lastTakenDay());
  if (day === null) throw new UsageError('--on is missing: no snapshots were taken yet, so there is no last day');
  const checked = await new ExplainContract(source, policy).on(asked.contractId, day);
  if (checked === null) {
    const near = nearIds(asked.contractId, await contractIdsLike(database, asked.contractId));
    throw new UsageError(`--contract: no event of ${asked.contractId} was accepted${near}`);
  }
  return shown.json ? asJson(contractExplanation(checked)) : contractText(checked);
};

const periodExplained = async (
  { database, at: { policy } }: ExistingStore,
  asked: Question<'period'>,
  shown: Shown,
): Promise<string> => {
  const { grain, label, segment } = asked;
  const source = new PostgresExplanationSource(database, policy);
  const explanation = await new ExplainPeriod(source).of(periodAsked(grain, label, policy), segment);
  if (explanation === null) {
    throw new UsageError(`--period: there is no snapshot of ${subjectText(segment)} in ${label}`);
  }
  if (shown.json) return asJson(explanation);
  const missing = await new PostgresMissingRates(database, policy).inPeriods();
  return periodText(explanation, {
    missing: missing.filter((each) => each.grain === grain && each.period === label),
    places: shown.places,
  });
};

const daysExplained = async (
  { database, at }: ExistingStore,
  asked: Question<'days'>,
  shown: Shown,
): Promise<string> => {
  assertReported(asked.segment.dimension, at.policy);
  const books = new PostgresComparisonBooks(database, at);
  const explanation = await new ExplainDays(books, at.policy).between(asked.days, asked.segment);
  if (shown.json) return asJson(explanation);
  const { to } = asked.days;
  const missing = await new PostgresMissingRates(database, at.policy).onDay(to, [to]);
  return daysText(explanation, { missing, places: shown.places });
};

/** The explanation as text or JSON. Throws `UsageError` or `OutOfRangeError`. */
export const explain = (store: ExistingStore, asked: ExplainQuestion, shown: Shown): Promise<string> => {
  switch (asked.of) {
    case 'contract':
      return contractExplained(store, asked, shown);
    case 'period':
      return periodExplained(store, asked, shown);
    case 'days':
      return daysExplained(store, asked, shown);
  }
};

type Options = ExplainOptions & DigitsOptions & JsonOptions & StoreOptions;

export const explainCommand = (): Command =>
  addChangeOptions(
    new Command('explain')
      .description(
        'show where a figure comes from: the measures of a contract, the ACV of a period, or a change between two days',
      )
      .option('--contract <id>', 'explain this contract, from its events to its measures')
      .option('--on <date>', 'with --contract: the day (default: the last day of which snapshots were taken)'),
  )
    .addOption(digitsOption())
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async ({ json, ...options }: Options) => {
      const asked = explainQuestion(options);
      const shown = { json: json === true, places: digitsFrom(options) };
      await printReport(options, (store) => explain(store, asked, shown));
    });
