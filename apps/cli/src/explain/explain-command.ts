import { type Database, PostgresComparisonBooks, PostgresExplanationSource } from '@app/persistence';
import { ExplainContract, ExplainDays, ExplainPeriod, OutOfRangeError } from '@app/processing';
import { Command } from 'commander';
import { databaseOption, withGivenDatabase } from '../given-database.ts';
import { type KnownStore, policyAtHand } from '../known-store.ts';
import { askedSegments } from '../reports/asked-segments.ts';
import { UsageError } from '../usage-error.ts';
import { asJson } from './as-json.ts';
import { contractJson } from './contract/contract-json.ts';
import { contractText } from './contract/contract-text.ts';
import { type ExplainOptions, explainQuestion, type ExplainQuestion, periodAsked } from './explain-arguments.ts';
import { daysText } from './period/days-text.ts';
import { periodText } from './period/period-text.ts';

type Question<K extends ExplainQuestion['of']> = Extract<ExplainQuestion, Readonly<{ of: K }>>;

const contractExplained = async (
  { database, at: { policy } }: KnownStore,
  asked: Question<'contract'>,
  json: boolean,
): Promise<string> => {
  const source = new PostgresExplanationSource(database, policy);
  const day = asked.on ?? (await source.lastTakenDay());
  if (day === null) throw new UsageError('--on: which day? No snapshots were taken yet');
  const checked = await new ExplainContract(source, policy).on(asked.contractId, day);
  if (checked === null) throw new UsageError(`--contract: no event of ${asked.contractId} was accepted`);
  return json ? contractJson(checked) : contractText(checked);
};

const periodExplained = async (
  { database, at: { policy } }: KnownStore,
  asked: Question<'period'>,
  json: boolean,
): Promise<string> => {
  const { grain, label, segment } = asked;
  const source = new PostgresExplanationSource(database, policy);
  const explanation = await new ExplainPeriod(source).of(periodAsked(grain, label, policy), segment);
  if (explanation === null) {
    throw new UsageError(`--period: there is no snapshot of ${segment.dimension} ${segment.segment} in ${label}`);
  }
  return json ? asJson(explanation) : periodText(explanation);
};

const daysExplained = async ({ database, at }: KnownStore, asked: Question<'days'>, json: boolean): Promise<string> => {
  askedSegments(asked.segment, at.policy);
  const books = new PostgresComparisonBooks(database, at);
  try {
    const explanation = await new ExplainDays(books, at.policy).between(asked.days, asked.segment);
    return json ? asJson(explanation) : daysText(explanation);
  } catch (error) {
    throw error instanceof OutOfRangeError ? new UsageError(`--${error.message}`) : error;
  }
};

/** The explanation as text. Throws `UsageError`. */
export const explain = async (database: Database, asked: ExplainQuestion, json: boolean): Promise<string> => {
  const store = { database, at: await policyAtHand(database) };
  switch (asked.of) {
    case 'contract':
      return contractExplained(store, asked, json);
    case 'period':
      return periodExplained(store, asked, json);
    case 'days':
      return daysExplained(store, asked, json);
  }
};

export const explainCommand = (): Command =>
  new Command('explain')
    .description(
      'show where a figure comes from: the measures of a contract, the ACV of a period, or that between two days',
    )
    .addOption(databaseOption())
    .option('--contract <id>', 'from the events of this contract to its measures')
    .option('--on <date>', 'on this day (default: the last day of which snapshots were taken)')
    .option('--period <label>', 'from the ACV of the period before to that of this one: 2025-03, 2025-Q1 or 2025')
    .option('--from <date>', 'from the ACV of this day, with --to')
    .option('--to <date>', 'to the ACV of this day, with --from')
    .option('--grain <grain>', 'month, quarter or year (default: what the label says)')
    .option('--dimension <name>', 'of one segment: its dimension')
    .option('--segment <name>', 'and its name')
    .option('--json', 'for programs')
    .action(
      async ({ databaseUrl, json, ...options }: ExplainOptions & Readonly<{ databaseUrl: string; json?: true }>) => {
        const asked = explainQuestion(options);
        const text = await withGivenDatabase(databaseUrl, (database) => explain(database, asked, json === true));
        process.stdout.write(`${text}\n`);
      },
    );
