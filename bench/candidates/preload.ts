import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadPlan } from '../load/load-plan.ts';
import { writeLoad } from '../load/write-file.ts';
import type { Store } from '../services/store.ts';
import { newName } from '../services/topics.ts';
import type { World } from '../services/world.ts';
import { migrate, runAcv } from './acv.ts';

const SIGN_OF_LIFE_MS = 20_000;

const SEEN = `
INSERT INTO snapshotter (seen_at) VALUES (now()) ON CONFLICT (only_one) DO UPDATE SET seen_at = excluded.seen_at`;

/**
 * Pretends that a snapshotter is at work: a replay then takes no snapshots, which for a large book cost more than
 * events.
 */
const besideSnapshotter = async (store: Store, act: () => Promise<void>): Promise<void> => {
  await store.query(SEEN);
  const signs = setInterval(() => void store.query(SEEN), SIGN_OF_LIFE_MS);
  try {
    await act();
  } finally {
    clearInterval(signs);
    await store.query('DELETE FROM snapshotter');
  }
};

/** Replays the events of a plan into a store and folds them, takes no snapshots, and vacuums afterwards. */
export const preload = async (world: World, store: Store, plan: LoadPlan): Promise<void> => {
  world.say(
    `preloading ${plan.events.toLocaleString('en-US')} events of ${plan.contracts.toLocaleString('en-US')} contracts`,
  );
  const file = join(world.folder, `${newName('preload')}.jsonl`);
  await writeLoad(plan, file);
  await migrate(store);
  const args = ['--input', file, '--database-url', store.url, '--policy', world.policyFile, '--fx', world.ratesFile];
  await besideSnapshotter(store, () => runAcv(['replay', ...args]));
  await rm(file);
  await store.query('VACUUM (ANALYZE)');
  await world.postgres.checkpoint();
};
