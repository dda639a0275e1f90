import { mustEqual } from '../load/expected.ts';
import type { Store } from '../services/store.ts';
import { createTopics, deleteTopics, type LoadedTopic, newName } from '../services/topics.ts';
import type { World } from '../services/world.ts';
import { amountsIn } from './amounts-in.ts';
import { type Candidate, timed } from './candidate.ts';
import { startService } from './start-service.ts';

/** The topics that a processor and a snapshotter write to, and their consumer group. */
export type Outputs = Readonly<{ snapshots: string; contracts: string; group: string }>;

export const newOutputs = async (world: World, input: string): Promise<Outputs> => {
  const outputs = { snapshots: newName('snapshots'), contracts: newName('contracts'), group: newName('acv') };
  await createTopics(world, [outputs.snapshots, outputs.contracts], { 'cleanup.policy': 'compact' });
  await createTopics(world, [`${input}.dlq`]).catch(() => undefined);
  return outputs;
};

/** The environment of the services besides that of docker-compose.yml. */
export const environmentOf = (
  world: World,
  store: Store,
  input: string,
  { snapshots, contracts, group }: Outputs,
): Readonly<Record<string, string>> => ({
  KAFKA_BROKERS: world.brokers,
  KAFKA_GROUP_ID: group,
  DATABASE_URL: store.url,
  INPUT_TOPICS: input,
  SNAPSHOTS_TOPIC: snapshots,
  CONTRACTS_TOPIC: contracts,
  POLICY_FILE: world.policyFile,
  FX_RATES_FILE: world.ratesFile,
});

/** The number of input records in the books; null before there is a schema. */
export const processed = (store: Store, input: string): Promise<number | null> =>
  store.figure(`SELECT sum(next_offset) FROM progress WHERE topic = '${input}'`);

/** Whether every contract is folded. The same transactions put the contract records into the outbox. */
export const isFolded = async (store: Store): Promise<boolean> =>
  (await store.figure('SELECT count(*) FROM (SELECT FROM unfolded LIMIT 1) AS left_over')) === 0;

const mustCount = async (store: Store, table: string, expected: number): Promise<void> => {
  const found = await store.figure(`SELECT count(*) FROM ${table}`);
  if (found !== expected) throw new Error(`acv-stream: ${found} rows in ${table}, expected ${expected}`);
};

/** Checks the books against the lines of the load: every event once, every contract, and the ARR of each. */
export const checkBooks = async (store: Store, { plan, valid, refused, expected }: LoadedTopic): Promise<void> => {
  await mustCount(store, 'ledger', valid);
  await mustCount(store, 'refused', refused);
  await mustCount(store, 'contract', expected.contracts);
  const arr = await amountsIn(
    store,
    `SELECT contract_id AS contract, arr::text AS amount FROM contract_span
     WHERE valid_from <= '${plan.lastDay}' AND '${plan.lastDay}' < valid_to AND arr > 0`,
  );
  mustEqual('acv-stream', arr, expected.arrOn(plan.lastDay));
};

const processors = (name: string, processes: number, settings: Readonly<Record<string, string>> = {}): Candidate => ({
  name,
  run: async (world, loaded) => {
    const store = await world.postgres.create();
    const outputs = await newOutputs(world, loaded.topic);
    const run = await timed(world, loaded, {
      processes,
      start: () => startService('processor', { ...environmentOf(world, store, loaded.topic, outputs), ...settings }),
      done: () => processed(store, loaded.topic),
      all: loaded.plan.events,
      isSettled: () => isFolded(store),
      check: () => checkBooks(store, loaded),
    });
    await store.drop();
    await deleteTopics(world, [outputs.snapshots, outputs.contracts]);
    return run;
  },
});

/** The whole job: validation, ledger, fold, spans, contracts, changes and outbox, with the relay running. */
export const ours: Candidate = processors('acv-stream (the whole job)', 1);

/** A processor is one thread; where others use two threads, two processors run. */
export const twoOfOurs: Candidate = processors('the same, two processors', 2);

/** One processor that sends its traces to this collector. */
export const oursTraced = (collector: string): Candidate =>
  processors('the same, with traces', 1, { OTEL_EXPORTER_OTLP_ENDPOINT: collector });
