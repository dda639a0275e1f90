import { PostgresComparisonBooks, PostgresExplanationSource } from '@app/persistence';
import { ExplainContract, ExplainDays, ExplainPeriod } from '@app/processing';
import { Command } from 'commander';
import { UsageError } from '@app/host';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { grainOption } from '../options/period-options.ts';
import { assertReported, dimensionOption, segmentOption } from '../options/segment-options.ts';
import { type ExistingStore, printReport } from '../store/existing-store.ts';
import { asJson } from './as-json.ts';
import { contractJson } from './contract/contract-json.ts';
import { contractText } from './contract/contract-text.ts';
import { type ExplainOptions, explainQuestion, type ExplainQuestion, periodAsked } from './explain-arguments.ts';
import { daysText } from './period/days-text.ts';
import { periodText } from './period/period-text.ts';
import { subjectText } from './period/subject-text.ts';

type Question<K extends ExplainQuestion['of']> = Extract<ExplainQuestion, Readonly<{ of: K }>>;

const contractExplained = async (
  { database, at: { policy } }: ExistingStore,
  asked: Question<'contract'>,
  json: boolean,
): Promise<string> => {
  const source = new PostgresExplanationSource(database, policy);
  const day = asked.on ?? (await source.lastTakenDay());
  if (day === null) throw new UsageError('--on is missing: no snapshots were taken yet, so there is no last day');
  const checked = await new ExplainContract(source, policy).on(asked.contractId, day);
  if (checked === null) throw new UsageError(`--contract: no event of ${asked.contractId} was accepted`);
  return json ? contractJson(checked) : contractText(checked);
};

const periodExplained = async (
  { database, at: { policy } }: ExistingStore,
  asked: Question<'period'>,
  json: boolean,
): Promise<string> => {
  const { grain, label, segment } = asked;
  const source = new PostgresExplanationSource(database, policy);
  const explanation = await new ExplainPeriod(source).of(periodAsked(grain, label, policy), segment);
  if (explanation === null) {
    throw new UsageError(`--period: there is no snapshot of ${subjectText(segment)} in ${label}`);
  }
  return json ? asJson(explanation) : periodText(explanation);
};

const daysExplained = async (
  { database, at }: ExistingStore,
  asked: Question<'days'>,
  json: boolean,
): Promise<string> => {
  assertReported(asked.segment.dimension, at.policy);
  const books = new PostgresComparisonBooks(database, at);
  const explanation = await new ExplainDays(books, at.policy).between(asked.days, asked.segment);
  return json ? asJson(explanation) : daysText(explanation);
};

/** The explanation as text or JSON. Throws `UsageError` or `OutOfRangeError`. */
export const explain = (store: ExistingStore, asked: ExplainQuestion, json: boolean): Promise<string> => {
  switch (asked.of) {
    case 'contract':
      return contractExplained(store, asked, json);
    case 'period':
      return periodExplained(store, asked, json);
    case 'days':
      return daysExplained(store, asked, json);
  }
};

type Options = ExplainOptions & JsonOptions & StoreOptions;

export const explainCommand = (): Command =>
  new Command('explain')
    .description(
      'show where a figure comes from: the measures of a contract, the ACV of a period, or a change between two days',
    )
    .option('--contract <id>', 'explain this contract, from its events to its measures')
    .option('--on <date>', 'with --contract: the day (default: the last day of which snapshots were taken)')
    .option('--period <label>', 'explain the ACV of a period from that of the one before: 2025-03, 2025-Q1 or 2025')
    .addOption(grainOption())
    .option('--from <date>', 'explain how the ACV changed from this day, with --to')
    .option('--to <date>', 'to this day, with --from')
    .addOption(dimensionOption('with --segment: a segment'))
    .addOption(segmentOption())
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async ({ json, ...options }: Options) => {
      const asked = explainQuestion(options);
      await printReport(options, (store) => explain(store, asked, json === true));
    });
