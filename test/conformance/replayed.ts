import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, DATABASE_DEFAULTS } from '@app/persistence';
import { dateFromArgument, policyFrom, ratesFrom } from '../../apps/cli/src/files/read-inputs.ts';
import { replay } from '../../apps/cli/src/replay/replay.ts';
import { freshDatabase, type PostgresService } from '../services/postgres.ts';
import { type Books, booksIn, type ConformanceCase } from './conformance-case.ts';

const silent = { show: () => undefined, done: () => undefined };

/** The books of a case, by the replay command's own function in a database of its own. */
export const replayed = async (service: PostgresService, given: ConformanceCase): Promise<Books> => {
  const folder = await mkdtemp(join(tmpdir(), 'acv-conformance-'));
  const { url, drop } = await freshDatabase(service);
  const database = await Database.connect({ ...DATABASE_DEFAULTS, url, poolSize: 4 });
  try {
    const asOf = dateFromArgument('--as-of', given.asOf);
    const input = {
      files: [given.events],
      asOf,
      policy: await policyFrom(given.policy),
      rates: given.rates === null ? [] : await ratesFrom(given.rates),
    };
    const output = {
      snapshots: join(folder, 'snapshots.jsonl'),
      contracts: join(folder, 'contracts.jsonl'),
      refused: join(folder, 'refused.jsonl'),
    };
    await replay(database, input, output, { today: () => asOf, progress: silent });
    return booksIn(folder);
  } finally {
    await database.close();
    await drop();
    await rm(folder, { recursive: true });
  }
};
