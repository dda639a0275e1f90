import { contractIdsLike, PostgresExplanationSource } from '@app/persistence';
import { asJson, contractExplanation, ExplainContract } from '@app/processing';
import { Command } from 'commander';
import { UsageError } from '@app/host';
import { addChangeOptions, type ChangeQuestion } from '../options/change-options.ts';
import { digitsFrom, digitsOption, type DigitsOptions } from '../options/digits-option.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { nearIds } from '../options/near-names.ts';
import { type ExistingStore, printReport } from '../store/existing-store.ts';
import { contractText } from './contract/contract-text.ts';
import { type ExplainOptions, explainQuestion, type ExplainQuestion } from './explain-arguments.ts';
import { explainedChange } from './explained-change.ts';
import { daysText } from './period/days-text.ts';
import { periodText } from './period/period-text.ts';

/** How an explanation is printed. */
type Shown = Readonly<{ json: boolean; places: number }>;

const contractExplained = async (
  { database, at: { policy } }: ExistingStore,
  asked: Extract<ExplainQuestion, Readonly<{ of: 'contract' }>>,
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

const changeExplained = async (
  store: ExistingStore,
  asked: ChangeQuestion,
  { json, places }: Shown,
): Promise<string> => {
  const change = await explainedChange(store, asked);
  if (json) return asJson(change.explanation);
  const reading = { missing: change.missing, places };
  return change.of === 'period' ? periodText(change.explanation, reading) : daysText(change.explanation, reading);
};

/** The explanation as text or JSON. Throws `UsageError` or `OutOfRangeError`. */
export const explain = (store: ExistingStore, asked: ExplainQuestion, shown: Shown): Promise<string> =>
  asked.of === 'contract' ? contractExplained(store, asked, shown) : changeExplained(store, asked, shown);

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
