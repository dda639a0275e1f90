import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventFiles, readPolicyFile, readRatesFile } from '@app/host';
import { Database, DATABASE_DEFAULTS } from '@app/persistence';
import { dateFromArgument } from '../../apps/cli/src/options/arguments.ts';
import { replayAndReport } from '../../apps/cli/src/replay/replay-and-report.ts';
import { freshDatabase, type PostgresService } from '../services/postgres.ts';
import { type Reports, reportLines, reportsOf } from './asked-reports.ts';
import { type Books, booksIn, type ConformanceCase } from './conformance-case.ts';

const silent = { show: () => undefined, done: () => undefined };

/** The books of a case, and the reports on demand that the case asks for. */
type Replayed = Books & Readonly<{ reports: Reports }>;

/** Replays a case by the function of `acv replay`, in a fresh database. */
export const replayed = async (service: PostgresService, given: ConformanceCase): Promise<Replayed> => {
  const folder = await mkdtemp(join(tmpdir(), 'acv-conformance-'));
  const { url, drop } = await freshDatabase(service);
  const database = await Database.connect({ ...DATABASE_DEFAULTS, url, poolSize: 4 });
  try {
    const asOf = dateFromArgument('--as-of', given.asOf);
    const input = {
      source: await eventFiles('events', [given.events]),
      asOf,
      policy: await readPolicyFile('policy', given.policy),
      rates: given.rates === null ? [] : await readRatesFile('rates', given.rates),
    };
    const output = {
      snapshots: join(folder, 'snapshots.jsonl'),
      contracts: join(folder, 'contracts.jsonl'),
      refused: join(folder, 'refused.jsonl'),
      reports: reportsOf(given, folder),
    };
    await replayAndReport(database, input, output, { today: () => asOf, progressLine: silent });
    return { ...booksIn(folder), reports: reportLines(given, folder) };
  } finally {
    await database.close();
    await drop();
    await rm(folder, { recursive: true });
  }
};
