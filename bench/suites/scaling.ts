import { setTimeout as sleep } from 'node:timers/promises';
import { checkBooks } from '../candidates/ours.ts';
import { type Processing, startProcessors } from '../candidates/processor.ts';
import { Expected } from '../load/expected.ts';
import { type LoadPlan, MAIN_LOAD } from '../load/load-plan.ts';
import { median } from '../measure/statistics.ts';
import { figure, withSpread } from '../report/figures.ts';
import { bySize, type World } from '../services/world.ts';
import { perEvent, type Shared, sharedRun } from './backlog.ts';
import type { Suite } from './suite.ts';

/** Sends the plan while `meanwhile` runs, and compares the books with the lines of the load. */
const checkedRun = async (
  { send, settled, store, input }: Processing,
  plan: LoadPlan,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<void> => {
  const expected = new Expected();
  const [{ valid, refused }] = await Promise.all([send(plan, (record) => expected.add(record)), meanwhile()]);
  await settled();
  await checkBooks(store, { topic: input, plan, valid, refused, expected });
};

/** From one processor to four and back to one, while events come in. */
const changingRun = async (world: World, plan: LoadPlan, everyMs: number): Promise<void> => {
  const store = await world.postgres.create();
  const processing = await startProcessors(world, store);
  try {
    await checkedRun(processing, plan, async () => {
      for (const _added of [2, 3, 4]) {
        await sleep(everyMs);
        await processing.add();
      }
      for (const leaving of processing.children.slice(1)) {
        await sleep(everyMs);
        await leaving.end('SIGTERM');
      }
    });
  } finally {
    await processing.stop();
    await store.drop();
  }
};

/** Several processors in one group: the cost of an event for all of them, and whether anything is lost. */
export const scaling: Suite = async (world) => {
  const events = bySize(world, { quick: 2_000, usual: 200_000 });
  const plan = { ...MAIN_LOAD, events, contracts: events / 10 };
  const warmEvents = bySize(world, { quick: 500, usual: 40_000 });
  const warmUp = { ...plan, events: warmEvents, contracts: warmEvents / 10, firstContract: plan.contracts };
  // A small run only has to show that several share the work.
  const counts = bySize(world, { quick: [1, 4], usual: [1, 2, 4] });
  const runs: Shared[] = [];
  for (let round = 1; round <= bySize(world, { quick: 1, usual: 3 }); round += 1) {
    for (const processors of counts) {
      const shared = await sharedRun(world, { plan, warmUp }, processors);
      runs.push(shared);
      world.say(`round ${round}: ${processors} processors: ${figure(perEvent(shared))} µs an event`);
    }
  }
  world.say('from one to four processors and back, under load');
  await changingRun(world, plan, bySize(world, { quick: 200, usual: 1_000 }));
  const of = (processors: number): readonly Shared[] => runs.filter((run) => run.processors === processors);
  const costs = (processors: number): readonly number[] => of(processors).map(perEvent);
  return {
    ratios: {
      'scale.cpu_per_event_4_vs_1': {
        what: 'cost of an event for 4 processors ÷ for 1, all processes',
        value: median(costs(4)) / median(costs(1)),
        unit: 'times',
        goal: { atMost: 1.15 },
        runs: Object.fromEntries(counts.map((processors) => [processors, costs(processors)])),
      },
    },
    tables: [
      {
        title: `A backlog of ${figure(events)} events for processors that have warmed up; processors, Postgres and broker together.`,
        rows: counts.map((processors) => ({
          processors: String(processors),
          'CPU µs/event': withSpread(costs(processors)),
          'events/s': withSpread(of(processors).map((run) => run.events / run.seconds)),
        })),
      },
    ],
    notes: [
      'After each of these runs, and after one in which processors were added up to four and removed down to one while events came in, the books held every event once, and for each contract the ARR of the lines of the load.',
    ],
    runs,
  };
};
