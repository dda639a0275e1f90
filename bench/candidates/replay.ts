import type { LoadPlan } from '../load/load-plan.ts';
import { daysAfter } from '../load/days.ts';
import { watchMemory, type MemoryCurve } from '../measure/memory-curve.ts';
import { meter } from '../measure/meter.ts';
import { cpuOf } from '../measure/process.ts';
import { type Run, until } from '../measure/run.ts';
import type { Store } from '../services/store.ts';
import type { World } from '../services/world.ts';
import { startAcv } from './acv.ts';
import { isFolded } from './ours.ts';

/** The times of a replay: until all is folded, as ingest is measured, and until its snapshots are taken too. */
export type Replayed = Readonly<{ run: Run; secondsWithSnapshots: number; memory: MemoryCurve }>;

export type ReplayedFile = Readonly<{ file: string; plan: LoadPlan; valid: number }>;

/** Whether all events are in the ledger and folded. The ledger is counted only when nothing is left to fold. */
const isDone = async (store: Store, valid: number): Promise<boolean> =>
  (await isFolded(store)) && (await store.figure('SELECT count(*) FROM ledger')) === valid;

/** Replays a file into an empty store. */
export const timedReplay = async (world: World, store: Store, of: ReplayedFile): Promise<Replayed> => {
  const { file, plan, valid } = of;
  await world.postgres.checkpoint();
  const asOf = daysAfter(plan.lastDay, -1);
  const options = ['--policy', world.policyFile, '--fx', world.ratesFile, '--database-url', store.url];
  const began = performance.now();
  const child = startAcv(['replay', '--input', file, '--as-of', asOf, ...options]);
  const spent = meter({ client: () => cpuOf(child.pid), postgresPid: world.postgres.pid, brokerPid: null });
  const curve = watchMemory(child);
  try {
    const seen: number[] = [];
    await until(
      'the file is folded',
      async () => {
        if (seen.length === 0 && (await store.figure('SELECT seq FROM ledger LIMIT 1')) !== null) {
          seen.push(performance.now());
        }
        return seen.length > 0 && isDone(store, valid);
      },
      { child, withinMs: 3_600_000 },
    );
    const folded = performance.now();
    const cpu = spent();
    if ((await child.ended) !== 0) throw new Error(`replay:\n${child.output()}`);
    const memory = curve();
    const secondsAfterFirst = (folded - (seen[0] ?? began)) / 1000;
    const run = { events: plan.events, seconds: (folded - began) / 1000, secondsAfterFirst, cpu, rssMb: memory.maxMb };
    return { run, secondsWithSnapshots: (performance.now() - began) / 1000, memory };
  } finally {
    curve();
    await child.end();
  }
};
