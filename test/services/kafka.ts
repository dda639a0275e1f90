import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Admin, Kafka, logLevel, type Message, Partitioners } from 'kafkajs';
import { startLocalBroker } from './broker/local-broker.ts';

import { type ConsumedRow, consumeRecords } from './broker/console-tools.ts';

export { type ConsumedRow, produceCompressed } from './broker/console-tools.ts';

const run = promisify(execFile);

export type KafkaService = Readonly<{ brokers: string; stop(): Promise<void> }>;

const DOCKER_ANSWERS_WITHIN_MS = 3_000;
const IMAGE = 'confluentinc/cp-kafka:7.9.1';

/**
 * The broker for tests: the one in `KAFKA_BROKERS`, else one in Docker, else a real local one. Without any it throws
 * and says what to install, so that no suite passes by skipping.
 */
export async function startKafka(): Promise<KafkaService> {
  const given = process.env.KAFKA_BROKERS;
  if (given) return { brokers: given, stop: async () => {} };
  if (await dockerAnswers()) return inDocker();
  return startLocalBroker();
}

/** As `startKafka`, but one broker for all callers in this process. */
export function kafkaService(): Promise<KafkaService> {
  shared ??= startKafka();
  return shared;
}
let shared: Promise<KafkaService> | undefined;

async function dockerAnswers(): Promise<boolean> {
  try {
    await run('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: DOCKER_ANSWERS_WITHIN_MS });
    return true;
  } catch {
    return false;
  }
}

async function inDocker(): Promise<KafkaService> {
  const { KafkaContainer } = await import('@testcontainers/kafka');
  const container = await new KafkaContainer(IMAGE)
    .withKraft()
    .withEnvironment({ KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false', KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0' })
    .start();
  return {
    brokers: `${container.getHost()}:${container.getMappedPort(9093)}`,
    stop: async () => {
      await container.stop();
    },
  };
}

/** kafkajs without our own code around it, for the tests' side of the stream. */
export const rawKafka = ({ brokers }: Readonly<{ brokers: string }>): Kafka =>
  new Kafka({ clientId: 'tests', brokers: brokers.split(','), logLevel: logLevel.NOTHING });

export async function withAdmin<T>(
  service: Readonly<{ brokers: string }>,
  act: (admin: Admin) => Promise<T>,
): Promise<T> {
  const admin = rawKafka(service).admin();
  await admin.connect();
  try {
    return await act(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Creates a topic, with a unique name unless one is given; resolves to the name. */
export async function createTopic(
  service: Readonly<{ brokers: string }>,
  { prefix = 'topic', topic = `${prefix}-${randomUUID()}`, partitions = 1, config = {} }: CreateTopicOptions = {},
): Promise<string> {
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  await withAdmin(service, async (admin) => {
    await admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions: partitions, configEntries }] });
    // A broker that is busy knows a new topic late; kafkajs' own wait for leaders gives up at the first such answer.
    for (;;) {
      const offsets = await admin.fetchTopicOffsets(topic).catch(() => []);
      if (offsets.length === partitions) return;
      await sleep(50);
    }
  });
  return topic;
}

/** Reads the first `count` records of a topic, or all that it has now. Only for topics without transactions or compaction. */
export async function consumeTopic(
  service: Readonly<{ brokers: string }>,
  topic: string,
  { count }: Readonly<{ count?: number }> = {},
): Promise<readonly ConsumedRow[]> {
  const offsets = await withAdmin(service, (admin) => admin.fetchTopicOffsets(topic));
  const records = offsets.reduce((sum, { low, high }) => sum + Number(BigInt(high) - BigInt(low)), 0);
  return consumeRecords(service, topic, count ?? records);
}

export type CreateTopicOptions = Readonly<{
  prefix?: string;
  topic?: string;
  partitions?: number;
  config?: Readonly<Record<string, string>>;
}>;

/** Removes the records before the offset, as retention does. */
export const removeRecordsBefore = (
  service: Readonly<{ brokers: string }>,
  { topic, partition, offset }: Readonly<{ topic: string; partition: number; offset: string }>,
): Promise<void> =>
  withAdmin(service, async (admin) => {
    // kafkajs knows the leaders only of topics that it has been asked about.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset }] });
  });

/** Produces the records in the given order. */
export async function produce(
  service: Readonly<{ brokers: string }>,
  topic: string,
  messages: readonly Message[],
): Promise<void> {
  const producer = rawKafka(service).producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  try {
    for (let from = 0; from < messages.length; from += 1_000) {
      await producer.send({ topic, messages: messages.slice(from, from + 1_000) });
    }
  } finally {
    await producer.disconnect();
  }
}
