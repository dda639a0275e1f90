import { Decimal } from '@app/domain';
import { UsageError } from '@app/host';
import { PostgresExplanationSource, PostgresListBooks } from '@app/persistence';
import { type Compared, COMPARED, contractsInList, ExplainContract, Reconcile } from '@app/processing';
import { FORMATS } from '@app/wire';
import { Command, Option } from 'commander';
import { addSheetOptions } from '../import/sheet-options.ts';
import { listingText } from '../list/print-listing.ts';
import { dateFromArgument } from '../options/arguments.ts';
import { addListOptions, listForm, type ListOptions } from '../options/list-options.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { progressLineOn } from '../progress-line.ts';
import { count } from '../readable.ts';
import { type ExistingStore, withExistingStore } from '../store/existing-store.ts';
import { addFormatOptions } from '../translate/format-options.ts';
import { DiffersError } from './differs-error.ts';
import { reconcileListing } from './reconcile-listing.ts';
import { type SourceOptions, sourceList } from './source-list.ts';

type Options = SourceOptions &
  ListOptions &
  StoreOptions &
  Readonly<{ on?: string; compare?: readonly Compared[]; tolerance: string; strict?: true }>;

/** Twelve times half a cent: what a monthly amount in cents can be off in a year. */
const TOLERANCE = '0.06';

const AMOUNT = /^\d{1,12}(?:\.\d{1,10})?$/;

const toleranceIn = ({ tolerance }: Options): Decimal => {
  if (!AMOUNT.test(tolerance)) throw new UsageError(`--tolerance: ${tolerance} is not an amount of 0 or more (0.06)`);
  return new Decimal(tolerance);
};

const comparedIn = ({ compare }: Options, states: readonly Compared[]): readonly Compared[] => {
  const unstated = compare?.find((what) => !states.includes(what));
  if (unstated !== undefined) throw new UsageError(`--compare: the list has no column that says the ${unstated}`);
  return compare === undefined ? states : COMPARED.filter((what) => compare.includes(what));
};

const reconciled = async ({ database, at }: ExistingStore, options: Options) => {
  const explain = new ExplainContract(new PostgresExplanationSource(database, at.policy), at.policy);
  const reconcile = new Reconcile(new PostgresListBooks(database, at), explain);
  const day = await reconcile.day(options.on === undefined ? null : dateFromArgument('--on', options.on));
  const list = await sourceList(options, { day, policy: at.policy });
  const compared = comparedIn(options, list.states);
  const contracts = contractsInList(list.events, day, at.policy);
  const progressLine = progressLineOn(process.stderr);
  const reconciliation = await reconcile.with(
    { contracts, compared, unread: list.unread, tolerance: toleranceIn(options) },
    day,
    (done, all) => progressLine.show(`looking up events: ${count(done)} of ${count(all)} contracts`),
  );
  progressLine.clear();
  return { reconciliation, listing: reconcileListing(reconciliation, list, compared) };
};

const run = async (options: Options): Promise<void> => {
  const form = listForm(options);
  const { reconciliation, listing } = await withExistingStore(options, (store) => reconciled(store, options));
  process.stdout.write(listingText(listing, form));
  if (options.strict === true && reconciliation.differing > 0) throw new DiffersError(reconciliation.differing);
};

export const reconcileCommand = (): Command =>
  addSheetOptions(
    addFormatOptions(
      addListOptions(
        new Command('reconcile')
          .description("compare the active contracts and their ARR with a billing system's own list")
          .requiredOption('--source <file...>', 'the list: a sheet (CSV), or payloads of the --format')
          .addOption(
            new Option('--format <system>', 'a sheet, or the system of the payloads')
              .choices(['csv', ...FORMATS])
              .default('csv'),
          )
          .option('--on <date>', 'the day (default: the last day of which snapshots were taken)')
          .addOption(
            new Option('--compare <what...>', 'compare only this (default: all that the list states)').choices(
              COMPARED,
            ),
          )
          .option('--tolerance <amount>', 'amounts may be this far apart in a year', TOLERANCE)
          .option('--strict', 'exit with 1 if a contract differs'),
      ),
    ),
  )
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(run);
