import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acv } from '../conformance/acv-process.ts';
import { type FreshDatabase, freshDatabase, type PostgresService } from '../services/postgres.ts';

const samples = join(import.meta.dirname, '../../samples');

/** The sample book in a database, and its snapshots as JSON lines. */
export type SampleBook = Readonly<{ database: FreshDatabase; snapshots: string }>;

/** Replays the sample book as the pages do. */
export const sampleBookIn = async (service: PostgresService): Promise<SampleBook> => {
  const database = await freshDatabase(service);
  const folder = await mkdtemp(join(tmpdir(), 'acv-book-'));
  const out = join(folder, 'snapshots.jsonl');
  try {
    const { code, stderr } = await acv([
      ...['replay', '--input', join(samples, 'events.jsonl.gz'), '--as-of', '2025-12-31'],
      ...['--policy', join(samples, 'policy.json'), '--fx', join(samples, 'rates.csv')],
      ...['--out', out, '--database-url', database.url],
    ]);
    if (code !== 0) throw new Error(`the sample book was not replayed: ${stderr}`);
    return { database, snapshots: await readFile(out, 'utf8') };
  } finally {
    await rm(folder, { recursive: true });
  }
};
