import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rawKafka, withAdmin } from '../../test/services/kafka.ts';
import { mustEqual } from '../load/expected.ts';
import { startChild } from '../measure/child.ts';
import { createTopics, deleteTopics, newName } from '../services/topics.ts';
import type { World } from '../services/world.ts';
import { type Candidate, timed } from './candidate.ts';

const PROJECT = join(import.meta.dirname, '../peers/kafka-streams');
const BUILT = join(import.meta.dirname, '../../.cache/kafka-streams');

/** Builds it with Maven, which downloads its dependencies the first time. */
export const buildKafkaStreams = async (): Promise<void> => {
  const goals = ['package', 'dependency:copy-dependencies'];
  await promisify(execFile)('mvn', ['-q', '-B', '-f', join(PROJECT, 'pom.xml'), ...goals]);
};

/** The number of input records that its group has committed, in the transactions that hold their results. */
const committed = ({ brokers }: World, groupId: string, topic: string): Promise<number> =>
  withAdmin({ brokers }, async (admin) => {
    const [of] = await admin.fetchOffsets({ groupId, topics: [topic] });
    return (of?.partitions ?? []).reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0);
  });

const QUIET_MS = 2_000;

/** The last committed value of each key. */
const latestOf = async (world: World, topic: string): Promise<ReadonlyMap<string, string>> => {
  const consumer = rawKafka(world).consumer({ groupId: newName('check'), maxBytesPerPartition: 4 << 20 });
  const latest = new Map<string, string>();
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const quiet = setTimeout(resolve, 15_000);
    consumer
      .run({
        eachBatch: async ({ batch: { messages } }) => {
          for (const { key, value } of messages) latest.set(String(key), String(value));
          // The first batch waits for the group; after it a short silence means the end.
          clearTimeout(quiet);
          clearTimeout(done);
          done = setTimeout(resolve, QUIET_MS);
        },
      })
      .catch(reject);
    let done: NodeJS.Timeout | undefined;
  });
  await consumer.disconnect();
  return latest;
};

export const kafkaStreams: Candidate = {
  name: 'Kafka Streams 4.1.1, exactly-once v2, 2 threads (small job, no Postgres)',
  run: async (world, loaded) => {
    const application = newName('streams');
    const output = newName('amounts');
    await createTopics(world, [output]);
    const state = await mkdtemp(join(world.folder, 'streams-'));
    const arguments_ = [world.brokers, application, loaded.topic, output, state];
    const classpath = `${BUILT}/*:${BUILT}/dependency/*`;
    const run = await timed(world, loaded, {
      start: () => startChild('java', ['-cp', classpath, 'bench.ContractTotals', ...arguments_]),
      done: () => committed(world, application, loaded.topic).catch(() => null),
      all: loaded.plan.events,
      check: async () => mustEqual('Kafka Streams', await latestOf(world, output), loaded.expected.arrived()),
    });
    await deleteTopics(world, [output]);
    await rm(state, { recursive: true, force: true });
    return run;
  },
};
