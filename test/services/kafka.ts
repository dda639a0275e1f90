import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { type Admin, Kafka, logLevel, type Message, Partitioners } from 'kafkajs';
import { kafkaClasspath } from './broker/jars.ts';
import { startLocalBroker } from './broker/local-broker.ts';

const run = promisify(execFile);

export type KafkaService = Readonly<{ brokers: string; stop(): Promise<void> }>;

const DOCKER_ANSWERS_WITHIN_MS = 3_000;
const IMAGE = 'confluentinc/cp-kafka:7.9.1';

/**
 * The broker that tests use: the one in `KAFKA_BROKERS`, else one in Docker, else a real local one. Throws and says what
 * to install where there is none; a suite never passes by skipping.
 */
export async function startKafka(): Promise<KafkaService> {
  const given = process.env.KAFKA_BROKERS;
  if (given) return { brokers: given, stop: async () => {} };
  if (await dockerAnswers()) return inDocker();
  return startLocalBroker();
}

/** For a suite of its own: as `startKafka`, but shared by all that ask in this process. */
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

/** The driver without our own code around it, for the tests' side of the stream. */
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

/** Creates a topic under a name that no other test has; resolves to the name. */
export async function createTopic(
  service: Readonly<{ brokers: string }>,
  { prefix = 'topic', partitions = 1, config = {} }: CreateTopicOptions = {},
): Promise<string> {
  const topic = `${prefix}-${randomUUID()}`;
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  await withAdmin(service, (admin) =>
    admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: partitions, configEntries }] }),
  );
  return topic;
}

export type CreateTopicOptions = Readonly<{
  prefix?: string;
  partitions?: number;
  config?: Readonly<Record<string, string>>;
}>;

/** Removes the records in front of the offset, as retention does. */
export const removeRecordsBefore = (
  service: Readonly<{ brokers: string }>,
  { topic, partition, offset }: Readonly<{ topic: string; partition: number; offset: string }>,
): Promise<void> =>
  withAdmin(service, async (admin) => {
    // The driver knows the leaders only of topics that it has been asked for.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset }] });
  });

/** Produces records as they are given, in order. */
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

/** Produces a record for each line, by Kafka's own console producer: compressed as Java's clients do it. Needs Java. */
export async function produceCompressed(
  service: Readonly<{ brokers: string }>,
  { topic, codec, lines }: Readonly<{ topic: string; codec: string; lines: readonly string[] }>,
): Promise<void> {
  const producing = run('java', [
    ...['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', await kafkaClasspath()],
    'org.apache.kafka.tools.ConsoleProducer',
    ...['--bootstrap-server', service.brokers, '--topic', topic, '--compression-codec', codec],
    ...['--max-partition-memory-bytes', '500000', '--timeout', '200'],
  ]);
  producing.child.stdin?.end(lines.join('\n'));
  await producing;
}

export type ConsumedRow = Readonly<{
  partition: number;
  offset: bigint;
  headers: Readonly<Record<string, string>>;
  key: Buffer | null;
  value: Buffer | null;
}>;

/** What stands between the parts, long enough that no bytes of a test are it by chance. */
const MARK = 'a61bd6d5-9c0f-4f0e';
const FIELD = `${MARK}:field`;
const NEXT_HEADER = `${MARK}:header`;
const ROW = `${MARK}:row`;
const NULL = `${MARK}:null`;

/**
 * All records of a topic, byte for byte, read by Kafka's own console consumer: a witness that shares no code with ours. It
 * ends after `count` records, or when none has come for `quietMs`. Needs Java, whatever broker the tests use.
 */
export async function consumeTopic(
  service: Readonly<{ brokers: string }>,
  topic: string,
  { count, quietMs = 8_000 }: Readonly<{ count?: number; quietMs?: number }> = {},
): Promise<readonly ConsumedRow[]> {
  const classpath = await kafkaClasspath();
  const { stdout } = await run(
    'java',
    [
      ...['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classpath],
      'org.apache.kafka.tools.consumer.ConsoleConsumer',
      ...['--bootstrap-server', service.brokers, '--topic', topic, '--from-beginning'],
      ...['--isolation-level', 'read_committed', '--timeout-ms', String(quietMs)],
      ...(count === undefined ? [] : ['--max-messages', String(count)]),
      ...['partition', 'offset', 'headers', 'key', 'value'].flatMap((part) => ['--property', `print.${part}=true`]),
      ...['--property', `key.separator=${FIELD}`, '--property', `headers.separator=${NEXT_HEADER}`],
      ...['--property', `line.separator=${ROW}`, '--property', `null.literal=${NULL}`],
    ],
    { maxBuffer: 1 << 29, encoding: 'latin1' },
  );
  return stdout.split(ROW).filter(Boolean).map(parsedRow);
}

/** Field for field as `Partition:0`, `Offset:7`, `name:value` for each header, key, value; Latin-1 keeps the bytes. */
function parsedRow(row: string): ConsumedRow {
  const [partition = '', offset = '', headers = '', key = '', ...value] = row.split(FIELD);
  return {
    partition: Number(partition.replace('Partition:', '')),
    offset: BigInt(offset.replace('Offset:', '')),
    headers: Object.fromEntries(headers === 'NO_HEADERS' ? [] : headers.split(NEXT_HEADER).map(parsedHeader)),
    key: bytes(key),
    value: bytes(value.join(FIELD)),
  };
}

/** A header's value may hold colons, its name may not. */
function parsedHeader(text: string): readonly [string, string] {
  const at = text.indexOf(':');
  return [text.slice(0, at), Buffer.from(text.slice(at + 1), 'latin1').toString()];
}

const bytes = (text: string): Buffer | null => (text === NULL ? null : Buffer.from(text, 'latin1'));
