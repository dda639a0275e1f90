import { basename } from 'node:path';
import type { CivilDate } from '@app/domain';
import { UsageError } from '@app/host';
import { type Database, PostgresRateStore } from '@app/persistence';
import {
  AsOfMovesBackError,
  type Books,
  CalculationDiffersError,
  type Origin,
  RefusalTallies,
  PolicyDiffersError,
  replay,
  type ReplayInput,
  type ReplayListener,
  type ReplayOutcome,
  SnapshotterAtWorkError,
} from '@app/processing';
import type { ProgressLine } from '../progress-line.ts';
import { type LineWriter, lineWriter } from './line-writer.ts';
import { PostgresReplayStore } from './postgres-replay-store.ts';
import { refusedLine } from './refused-line.ts';
import type { RefusalTally } from './refusals/refusal-tally.ts';
import type { AskedReport } from './reports/asked-reports.ts';
import { writeAskedReports } from './reports/write-asked-reports.ts';
import { stepText } from './step-text.ts';
import { writeContracts, writeSnapshots } from './write-reports.ts';

/** The files that reports are written to; null if one is not asked for. */
export type ReplayOutput = Readonly<{
  snapshots: string | null;
  contracts: string | null;
  refused: string | null;
  reports?: readonly AskedReport[];
}>;

export type ReportedReplay = ReplayOutcome & Readonly<{ books: Books; refusals: RefusalTally }>;

type Surroundings = Readonly<{ today: (timezone: string) => CivilDate; progressLine: ProgressLine }>;

const fileOf = (origin: Origin): string => (origin.kind === 'file' ? basename(origin.file) : origin.topic);

/** What is refused while the replay runs. */
type Refusals = { readonly tallies: RefusalTallies; firstLine: Buffer | null };

const listenerOf = (progressLine: ProgressLine, refusals: Refusals, refused: LineWriter | null): ReplayListener => ({
  onStep: (step) => progressLine.show(stepText(step)),
  onRefused: async (records, origin) => {
    const file = fileOf(origin);
    refusals.firstLine ??= records[0]?.record.value ?? null;
    for (const { record, refusal } of records) refusals.tallies.add(file, Number(record.position), refusal);
    await refused?.write(
      records.map(({ record, refusal }) => refusedLine({ file, line: Number(record.position), refusal })),
    );
  },
});

/** The refusals of a store that the caller can resolve, with the option that each is about. */
const asUsageError = (error: unknown): unknown => {
  if (error instanceof SnapshotterAtWorkError) return new UsageError(`--as-of: ${error.message}`);
  const isRefused =
    error instanceof PolicyDiffersError ||
    error instanceof CalculationDiffersError ||
    error instanceof AsOfMovesBackError;
  return isRefused ? new UsageError(error.message) : error;
};

/**
 * Replays events into a database whose schema is up to date, and writes the files that are asked for. Throws
 * `UsageError`.
 */
export const replayAndReport = async (
  database: Database,
  input: ReplayInput,
  output: ReplayOutput,
  { today, progressLine }: Surroundings,
): Promise<ReportedReplay> => {
  const now = (): Date => new Date();
  const store = new PostgresReplayStore(database, now);
  const refusals: Refusals = { tallies: new RefusalTallies(), firstLine: null };
  const refused = output.refused === null ? null : lineWriter(output.refused);
  try {
    const outcome = await replay(store, input, { today, now, listener: listenerOf(progressLine, refusals, refused) });
    const { books } = store;
    if (output.contracts !== null) {
      const rates = await new PostgresRateStore(database).list();
      await writeContracts(books, { day: outcome.asOf, policy: outcome.at.policy, rates }, output.contracts);
    }
    if (output.snapshots !== null) await writeSnapshots(books, output.snapshots);
    await writeAskedReports(output.reports ?? [], database, outcome.at);
    return { ...outcome, books, refusals: { codes: refusals.tallies.refusals(), firstLine: refusals.firstLine } };
  } catch (error) {
    throw asUsageError(error);
  } finally {
    await refused?.close();
  }
};
