import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Message, Partitioners } from 'kafkajs';
import { rawKafka, withAdmin } from '../../test/services/kafka.ts';
import { Expected } from '../load/expected.ts';
import { Load, type LoadRecord } from '../load/load.ts';
import type { LoadPlan } from '../load/load-plan.ts';
import type { World } from './world.ts';

/** A load in a topic, and the results that it must have. */
export type LoadedTopic = Readonly<{
  topic: string;
  plan: LoadPlan;
  valid: number;
  refused: number;
  expected: Expected;
}>;

const PARTITIONS = 6;
const SENT_AT_ONCE = 3_000;

export const newName = (prefix: string): string => `${prefix}-${randomBytes(4).toString('hex')}`;

export const createTopics = async ({ brokers }: World, topics: readonly string[], config = {}): Promise<void> => {
  const configEntries = Object.entries<string>(config).map(([name, value]) => ({ name, value }));
  await withAdmin({ brokers }, async (admin) => {
    await admin.createTopics({
      waitForLeaders: false,
      topics: topics.map((topic) => ({ topic, numPartitions: PARTITIONS, configEntries })),
    });
    while (!(await haveLeaders())) await sleep(100);

    async function haveLeaders(): Promise<boolean> {
      const found = await admin.fetchTopicMetadata({ topics: [...topics] }).catch(() => null);
      return found?.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0)) ?? false;
    }
  });
};

/** The span in which a billing system has sent its n-th record. */
const traceparentOf = (n: number): string =>
  `00-${n.toString(16).padStart(32, '0')}-${n.toString(16).padStart(16, '0')}-01`;

/** Sends a whole load in its order, keyed by contract; `onRecord` sees each record before it is sent. */
export const sendLoad = async (
  world: World,
  plan: LoadPlan,
  topic: string,
  onRecord: (record: LoadRecord) => void = () => undefined,
): Promise<Load> => {
  const load = new Load(plan);
  const producer = rawKafka(world).producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  let messages: Message[] = [];
  let sent = 0;
  const send = async (): Promise<void> => {
    await producer.send({ topic, messages, acks: 1 });
    messages = [];
  };
  for (const record of load.records()) {
    onRecord(record);
    sent += 1;
    const headers = plan.isTraced ? { traceparent: traceparentOf(sent) } : {};
    messages.push({ key: record.key, value: record.value, headers });
    if (messages.length === SENT_AT_ONCE) await send();
  }
  if (messages.length > 0) await send();
  await producer.disconnect();
  return load;
};

/** Sends a load to a new topic, before anyone reads it. */
export const loadTopic = async (world: World, plan: LoadPlan, topic = newName('events')): Promise<LoadedTopic> => {
  const { events, contracts } = plan;
  world.say(`sending ${events.toLocaleString('en-US')} events over ${contracts.toLocaleString('en-US')} contracts`);
  await createTopics(world, [topic]);
  const expected = new Expected();
  const { valid, refused } = await sendLoad(world, plan, topic, (record) => expected.add(record));
  return { topic, plan, valid, refused, expected };
};

export const deleteTopics = ({ brokers }: World, topics: readonly string[]): Promise<void> =>
  withAdmin({ brokers }, (admin) => admin.deleteTopics({ topics: [...topics] }));
