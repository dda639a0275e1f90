import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type App, endApps, startApp } from '../e2e/support/app.ts';
import { loadOf } from '../e2e/support/load.ts';
import { expectedOutcome, type Outcome, outcomeOf, undisturbed } from '../e2e/support/outcome.ts';
import { settled, type Stage } from '../e2e/support/stage.ts';
import { produce } from '../services/kafka.ts';
import { answersDuring } from './support/answer-times.ts';
import {
  type ClusterGround,
  coordinatorOf,
  leaderOf,
  nodeOf,
  openClusterGround,
  replicated,
} from './support/cluster.ts';
import { note, processedAtLeast, secondsUntilReady } from './support/ground.ts';
import { LONG_MS, rounds } from './support/rounds.ts';

const PART = 400;

type Fault = Readonly<{ name: string; signal: 'SIGKILL' | 'SIGSTOP'; whom: (stage: Stage) => Promise<number> }>;

const group = ({ environment }: Stage): string => environment['KAFKA_GROUP_ID'] ?? '';

/** The first two are those of a short run. */
const ALL: readonly Fault[] = [
  {
    name: 'the leader of a partition of the input',
    signal: 'SIGKILL',
    whom: ({ kafka, input }) => leaderOf(kafka, input),
  },
  {
    name: 'the leader of a partition of the contracts',
    signal: 'SIGKILL',
    whom: ({ kafka, contracts }) => leaderOf(kafka, contracts),
  },
  {
    name: 'the leader of a partition of the snapshots',
    signal: 'SIGKILL',
    whom: ({ kafka, snapshots }) => leaderOf(kafka, snapshots),
  },
  {
    name: 'the coordinator of the group',
    signal: 'SIGKILL',
    whom: (stage) => coordinatorOf(stage.kafka, group(stage)),
  },
  { name: 'the first broker in the settings', signal: 'SIGSTOP', whom: () => Promise.resolve(1) },
];
const FAULTS = ALL.slice(0, rounds(ALL.length));

const load = loadOf(PART * FAULTS.length, 300, 16);

let ground: ClusterGround;
let stage: Stage;
let expected: Outcome;

beforeAll(async () => {
  ground = await openClusterGround();
  stage = await ground.openStage();
  expected = expectedOutcome(load, await undisturbed(stage, load));
}, LONG_MS);
afterEach(() => endApps());
afterAll(async () => {
  await stage?.close();
  await ground?.close();
});

/** The reasons that a service gave for not being ready while the work was done. */
const reasonsDuring = async (app: App, work: () => Promise<void>): Promise<readonly string[]> =>
  (await answersDuring(app, work)).down;

describe(`Three brokers of which one is lost while records come in, ${FAULTS.length} times`, () => {
  it(
    'cost nothing: both services go on with the two others, by themselves',
    async () => {
      const apps = await Promise.all([
        startApp('processor', { ...stage.environment, BATCH_MAX_RECORDS: '20', KAFKA_SESSION_TIMEOUT: '6s' }),
        startApp('snapshotter', stage.environment),
      ]);
      const [processor] = apps;
      await secondsUntilReady(apps);
      for (const [round, { name, signal, whom }] of FAULTS.entries()) {
        const until = PART * (round + 1);
        await replicated(stage.kafka, [stage.input, stage.contracts, stage.snapshots, '__consumer_offsets']);
        await produce(stage.kafka, stage.input, load.lines.slice(round * PART, until));
        await processedAtLeast(stage, round * PART + 1);
        const node = nodeOf(ground.cluster, await whom(stage));
        await node.kill(signal);
        const began = performance.now();
        const reasons = await reasonsDuring(processor, () => settled(stage, until));
        note(`${signal} ${name}`, { 'seconds until all was published': (performance.now() - began) / 1000 });
        expect(reasons.filter((reason) => !/: \S/.test(reason))).toEqual([]);
        await (signal === 'SIGKILL' ? node.restart() : node.kill('SIGCONT'));
        note('back', { 'seconds until ready': await secondsUntilReady(apps) });
      }
      expect(await outcomeOf(stage)).toEqual(expected);
      for (const app of apps) expect(await app.end('SIGTERM')).toMatchObject({ code: 0 });
    },
    LONG_MS,
  );
});
