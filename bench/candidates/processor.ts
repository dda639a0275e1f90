import { setTimeout as sleep } from 'node:timers/promises';
import type { Load, LoadRecord } from '../load/load.ts';
import type { LoadPlan } from '../load/load-plan.ts';
import type { Child } from '../measure/child.ts';
import { type Cpu, meter } from '../measure/meter.ts';
import { cpuOf } from '../measure/process.ts';
import { until } from '../measure/run.ts';
import type { Store } from '../services/store.ts';
import { createTopics, deleteTopics, newName, sendLoad } from '../services/topics.ts';
import type { World } from '../services/world.ts';
import { environmentOf, isFolded, newOutputs, type Outputs, processed } from './ours.ts';
import { startService, urlIn } from './start-service.ts';

/** Running processors of one group, which read what is sent to their topic. */
export type Processing = Readonly<{
  input: string;
  outputs: Outputs;
  store: Store;
  /** Sends the events of a plan, waits until they are folded, and returns the processor time that this took. */
  spend: (plan: LoadPlan) => Promise<Cpu>;
  /** Sends without waiting. */
  send: (plan: LoadPlan, onRecord?: (record: LoadRecord) => void) => Promise<Load>;
  /** Waits until everything sent is folded. */
  settled: () => Promise<void>;
  /** Starts another processor of the group. */
  add: () => Promise<Child>;
  children: readonly Child[];
  stop: () => Promise<void>;
}>;

/** Whether its readiness is served, and positive. */
export const isReady = async (child: Child): Promise<boolean> => {
  const url = urlIn(child.output());
  if (url === null) return false;
  return fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
};

/** After this pause the work of a start is over: fetching the first metadata, and nothing from empty partitions. */
const SETTLES_MS = 1_500;

export const startProcessors = async (world: World, store: Store, count = 1): Promise<Processing> => {
  const input = newName('events');
  await createTopics(world, [input]);
  const outputs = await newOutputs(world, input);
  const environment = environmentOf(world, store, input, outputs);
  const children: Child[] = [];
  let sent = 0;
  const add = async (): Promise<Child> => {
    const child = startService('processor', environment);
    children.push(child);
    await until('the processor is ready', () => isReady(child), { child });
    await sleep(SETTLES_MS);
    return child;
  };
  for (let started = 0; started < count; started += 1) await add();
  const send: Processing['send'] = (plan, onRecord) => {
    sent += plan.events;
    return sendLoad(world, plan, input, onRecord);
  };
  const settled = (): Promise<void> =>
    until(
      'what was sent is folded',
      async () => ((await processed(store, input)) ?? 0) >= sent && (await isFolded(store)),
      children[0] === undefined ? {} : { child: children[0] },
    );
  return {
    input,
    outputs,
    store,
    children,
    add,
    send,
    settled,
    spend: async (plan) => {
      await world.postgres.checkpoint();
      const client = (): number => children.reduce((sum, { pid }) => sum + cpuOf(pid), 0);
      const spent = meter({ client, postgresPid: world.postgres.pid, brokerPid: world.brokerPid() });
      await send(plan);
      await settled();
      return spent();
    },
    stop: async () => {
      await Promise.all(children.map((child) => child.end('SIGTERM')));
      await deleteTopics(world, [input, outputs.snapshots, outputs.contracts]);
    },
  };
};
