import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ours } from '../candidates/ours.ts';
import { type Replayed, timedReplay } from '../candidates/replay.ts';
import { MAIN_LOAD } from '../load/load-plan.ts';
import { writeLoad } from '../load/write-file.ts';
import { perSecond, type Run } from '../measure/run.ts';
import { median } from '../measure/statistics.ts';
import { figure, withSpread } from '../report/figures.ts';
import { deleteTopics, loadTopic } from '../services/topics.ts';
import { bySize, type World } from '../services/world.ts';
import { type LargeReplay, largeReplay } from './large-replay.ts';
import { runRow } from './run-table.ts';
import type { Suite } from './suite.ts';

const largeText = ({ events, replayed: { run, secondsWithSnapshots, memory } }: LargeReplay): string =>
  `A file of ${figure(events)} events: folded at ${figure(perSecond(run))} events/s, in ${figure(secondsWithSnapshots)} s with ` +
  `all of its snapshots. Memory of the process, the median of each tenth of that time: ${memory.tenthsMb.join(', ')} MB; ` +
  `at most ${figure(memory.maxMb)} MB.`;

/** The same load from a file and from Kafka, in turn. */
const alternated = async (
  world: World,
): Promise<Readonly<{ ingests: readonly Run[]; replays: readonly Replayed[] }>> => {
  const events = bySize(world, { quick: 2_000, usual: 500_000 });
  const plan = { ...MAIN_LOAD, events, contracts: events / 10 };
  const loaded = await loadTopic(world, plan);
  const file = join(world.folder, 'replay.jsonl');
  const { valid } = await writeLoad(plan, file);
  const ingests: Run[] = [];
  const replays: Replayed[] = [];
  for (let round = 1; round <= bySize(world, { quick: 1, usual: 3 }); round += 1) {
    ingests.push(await ours.run(world, loaded));
    const store = await world.postgres.create();
    replays.push(await timedReplay(world, store, { file, plan, valid }));
    await store.drop();
    world.say(`round ${round}: replay ${figure(perSecond(replays.at(-1)?.run ?? { events: 0, seconds: 1 }))}/s`);
  }
  await deleteTopics(world, [loaded.topic]);
  await rm(file);
  return { ingests, replays };
};

/** A replay of a file compared with ingest of the same events, and a large replay. */
export const replay: Suite = async (world) => {
  const { ingests, replays } = await alternated(world);
  const large = await largeReplay(world);
  const runs = { replay: replays.map(({ run }) => perSecond(run)), ingest: ingests.map(perSecond) };
  return {
    ratios: {
      'replay.vs_ingest': {
        what: 'rate of a replay ÷ that of ingest of the same events',
        value: median(runs.replay) / median(runs.ingest),
        unit: 'times',
        goal: { atLeast: 1.2 },
        runs,
      },
    },
    tables: [
      {
        title: 'Until every event is in the ledger and every contract is folded.',
        rows: [
          runRow(
            'acv replay',
            replays.map(({ run }) => run),
          ),
          runRow('acv-stream from Kafka', ingests),
        ],
      },
    ],
    notes: [
      `With the snapshots of all 24 months a replay takes ${withSpread(replays.map((of) => of.secondsWithSnapshots))} s.`,
      largeText(large),
    ],
    runs: { ingests, replays, large },
  };
};
