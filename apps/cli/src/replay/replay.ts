import { basename } from 'node:path';
import type { CivilDate, FxRate, Policy } from '@app/domain';
import {
  ApplyEvents,
  AsOfMovesBackError,
  CalculationDiffersError,
  type Books,
  FoldContracts,
  lookAhead,
  openStore,
  PolicyDiffersError,
  type TakeOutcome,
  TakeSnapshots,
} from '@app/processing';
import {
  type Database,
  lastTakenDay,
  PostgresBooks,
  PostgresContractStore,
  PostgresIngestStore,
  PostgresSnapshotStore,
} from '@app/persistence';
import { lineWriter } from '../files/write-lines.ts';
import { type Progress, rateAndTimeLeft } from '../progress.ts';
import { UsageError } from '../usage-error.ts';
import { type IngestTotals, ingestFiles, type RefusedLine } from './ingest-files.ts';
import type { AskedReport } from './reports/asked-reports.ts';
import { writeAskedReports } from './reports/write-asked-reports.ts';
import { writeContracts, writeSnapshots } from './write-reports.ts';

export type ReplayInput = Readonly<{
  files: readonly string[];
  /** Null: today, in the policy's zone. */
  asOf: CivilDate | null;
  /** Null: the store's own, or the default. */
  policy: Policy | null;
  rates: readonly FxRate[];
}>;

/** Where reports go; null where one is not asked for. */
export type ReplayOutput = Readonly<{
  snapshots: string | null;
  contracts: string | null;
  refused: string | null;
  reports?: readonly AskedReport[];
}>;

export type ReplayOutcome = Readonly<{
  totals: IngestTotals;
  contracts: number;
  asOf: CivilDate | null;
  take: TakeOutcome | null;
  books: Books;
  policy: Policy;
}>;

const CONTRACTS_AT_ONCE = 500;

/** While some transactions wait for the database another one values contracts: four took 5 % less time than two. */
const FOLDS_AT_ONCE = 4;

const foldAll = async (fold: FoldContracts, progress: Progress): Promise<number> => {
  const began = Date.now();
  let contracts = 0;
  for (let isDone = false; !isDone;) {
    // One that finds no lane free may find one in the next round.
    const folds = Array.from({ length: FOLDS_AT_ONCE }, () => fold.foldNext(CONTRACTS_AT_ONCE));
    const folded = (await Promise.all(folds)).reduce((sum, count) => sum + count, 0);
    contracts += folded;
    isDone = folded === 0;
    const rate = rateAndTimeLeft(contracts, Date.now() - began, null);
    progress.show(`valuing contracts: ${rate.replace('events', 'contracts')}`);
  }
  return contracts;
};

const refusedLine = ({ file, record: { record, refusal } }: RefusedLine): string =>
  JSON.stringify({ file: basename(file), line: Number(record.position), code: refusal.code, message: refusal.message });

/** What cannot be done with this store is the caller's to mend: one clear line. */
const asUsage = (error: unknown): unknown =>
  error instanceof PolicyDiffersError || error instanceof CalculationDiffersError || error instanceof AsOfMovesBackError
    ? new UsageError(error.message)
    : error;

/**
 * Takes the events of files into a store and its snapshots as of a day, by the same use cases that run behind Kafka. A
 * second run adds nothing. Throws `UsageError`.
 */
export const replay = async (
  database: Database,
  input: ReplayInput,
  output: ReplayOutput,
  context: Readonly<{ today: (timezone: string) => CivilDate; progress: Progress }>,
): Promise<ReplayOutcome> => {
  try {
    return await replayInto(database, input, output, context);
  } catch (error) {
    throw asUsage(error);
  }
};

const replayInto: typeof replay = async (database, input, output, { today, progress }) => {
  const books = new PostgresBooks(database);
  const { policy, policyId } = await openStore(books, input.policy, input.asOf ?? today('UTC'));
  const isShared = await books.isSnapshotterAtWork();
  if (isShared && input.asOf !== null) {
    throw new UsageError('--as-of: a snapshotter is at work in this store and takes its snapshots; leave it out');
  }
  const asOf = input.asOf ?? today(policy.timezone);
  const last = await lastTakenDay(database);
  // Said before anything is read: what cannot be taken should not be half done.
  if (!isShared && last !== null && asOf < last) throw new AsOfMovesBackError(last, asOf);
  if (input.rates.length > 0) await books.storeRates(input.rates);
  const refused = output.refused === null ? null : lineWriter(output.refused);
  const totals = await ingestFiles(
    input.files,
    new ApplyEvents(new PostgresIngestStore(database, policyId)),
    progress,
    async (lines) => refused?.write(lines.map(refusedLine)),
  );
  await refused?.close();
  await lookAhead(books, asOf);
  const store = new PostgresContractStore(database, { policyId, contractsTopic: null, now: () => new Date() });
  const contracts = await foldAll(new FoldContracts(store, policy, () => asOf), progress);
  const take = isShared ? null : await takeAll(database, { policy, policyId }, asOf, progress);
  if (output.contracts !== null) await writeContracts(books, asOf, output.contracts);
  if (output.snapshots !== null) await writeSnapshots(books, output.snapshots);
  await writeAskedReports(output.reports ?? [], database, { policy, policyId });
  return { totals, contracts, asOf: isShared ? null : asOf, take, books, policy };
};

const takeAll = async (
  database: Database,
  at: Readonly<{ policy: Policy; policyId: string }>,
  asOf: CivilDate,
  progress: Progress,
): Promise<TakeOutcome | null> => {
  const take = new TakeSnapshots(new PostgresSnapshotStore(database, at), {
    ...at,
    topic: null,
    onPeriod: (done, of) => progress.show(`taking snapshots: period ${done} of ${of}`),
  });
  return take.take(asOf, new Date());
};
