import { checkBooks } from '../candidates/ours.ts';
import { type Processing, startProcessors } from '../candidates/processor.ts';
import { Expected } from '../load/expected.ts';
import type { LoadPlan } from '../load/load-plan.ts';
import { type Cpu, cpuSum, meter } from '../measure/meter.ts';
import { cpuOf } from '../measure/process.ts';
import type { World } from '../services/world.ts';

export type Loads = Readonly<{ plan: LoadPlan; warmUp: LoadPlan }>;

/** What processors of one group spent on a backlog. */
export type Shared = Readonly<{ processors: number; events: number; seconds: number; cpu: Cpu }>;

/** Microseconds of processor time an event, over all processes. */
export const perEvent = ({ cpu, events }: Pick<Shared, 'cpu' | 'events'>): number => (cpuSum(cpu) * 1e6) / events;

/** Freezes the processors for less than their session timeout, so that they find a backlog afterwards. */
const whileFrozen = async <T>({ children }: Processing, work: () => Promise<T>): Promise<T> => {
  for (const { pid } of children) process.kill(pid, 'SIGSTOP');
  try {
    return await work();
  } finally {
    for (const { pid } of children) process.kill(pid, 'SIGCONT');
  }
};

/**
 * A backlog for a number of processors of one group, after a warm-up: a processor costs more until its code is
 * compiled.
 */
export const sharedRun = async (world: World, { plan, warmUp }: Loads, processors: number): Promise<Shared> => {
  const store = await world.postgres.create();
  const processing = await startProcessors(world, store, processors);
  try {
    const expected = new Expected();
    const warm = await processing.send({ ...warmUp, events: warmUp.events * processors }, (record) =>
      expected.add(record),
    );
    await processing.settled();
    await world.postgres.checkpoint();
    const load = await whileFrozen(processing, () => processing.send(plan, (record) => expected.add(record)));
    const client = (): number => processing.children.reduce((sum, { pid }) => sum + cpuOf(pid), 0);
    const spent = meter({ client, postgresPid: world.postgres.pid, brokerPid: world.brokerPid() });
    const began = performance.now();
    await processing.settled();
    const shared = { processors, events: plan.events, seconds: (performance.now() - began) / 1000, cpu: spent() };
    const [valid, refused] = [warm.valid + load.valid, warm.refused + load.refused];
    await checkBooks(store, { topic: processing.input, plan, valid, refused, expected });
    return shared;
  } finally {
    await processing.stop();
    await store.drop();
  }
};
