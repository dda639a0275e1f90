import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Replayed, timedReplay } from '../candidates/replay.ts';
import { MAIN_LOAD } from '../load/load-plan.ts';
import { writeLoad } from '../load/write-file.ts';
import type { Row } from '../report/results.ts';
import type { DurablePostgres } from '../services/postgres.ts';
import type { Store } from '../services/store.ts';
import { bySize, type World } from '../services/world.ts';
import { figure } from '../report/figures.ts';

/** The size of a book with ten events per contract in the store, and the memory of its replay. */
export type LargeReplay = Readonly<{
  events: number;
  contracts: number;
  inputBytes: number;
  databaseBytes: number;
  tables: readonly Row[];
  replayed: Replayed;
}>;

const SIZES = `
SELECT relname AS name, pg_table_size(oid) AS rows_bytes, pg_indexes_size(oid) AS index_bytes
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
ORDER BY pg_total_relation_size(oid) DESC`;

type Size = Readonly<{ name: string; rows_bytes: string; index_bytes: string }>;

const tablesOf = async (store: Store, inputBytes: number): Promise<readonly Row[]> => {
  const sizes = await store.query<Size>(SIZES);
  const share = (bytes: string): string => figure(Number(bytes) / inputBytes);
  return sizes
    .filter(({ rows_bytes: rows, index_bytes: index }) => Number(rows) + Number(index) > inputBytes / 1_000)
    .map(({ name, rows_bytes: rows, index_bytes: index }) => ({
      table: name,
      'rows ÷ input': share(rows),
      'indexes ÷ input': share(index),
    }));
};

const replayedOnce = async (world: World): Promise<LargeReplay> => {
  const events = bySize(world, { quick: 4_000, usual: 1_000_000, full: 10_000_000 });
  const plan = { ...MAIN_LOAD, events, contracts: events / 10 };
  world.say(`replaying ${figure(events)} events of ${figure(plan.contracts)} contracts`);
  const file = join(world.folder, 'large.jsonl');
  const { bytes, valid } = await writeLoad(plan, file);
  const store = await world.postgres.create();
  const replayed = await timedReplay(world, store, { file, plan, valid });
  // Returns the pages of the emptied queue. Autovacuum would do so within a minute, but may not have run yet.
  await store.query('VACUUM unfolded');
  const databaseBytes = (await store.figure('SELECT pg_database_size(current_database())')) ?? NaN;
  const tables = await tablesOf(store, bytes);
  await store.drop();
  await rm(file);
  return { events, contracts: plan.contracts, inputBytes: bytes, databaseBytes, tables, replayed };
};

const made = new WeakMap<DurablePostgres, Promise<LargeReplay>>();

/** Two goals need it, so it is made once per run. */
export const largeReplay = (world: World): Promise<LargeReplay> => {
  const before = made.get(world.postgres) ?? replayedOnce(world);
  made.set(world.postgres, before);
  return before;
};
