import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Message, Partitioners } from 'kafkajs';
import { rawKafka, withAdmin } from '../../test/services/kafka.ts';
import { Expected } from '../load/expected.ts';
import { Load } from '../load/load.ts';
import type { LoadPlan } from '../load/load-plan.ts';
import type { World } from './world.ts';

/** A load that stands in a topic, and what must come of it. */
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

/** Sends the whole of a load, keyed by contract, before anybody reads it. */
export const loadTopic = async (world: World, plan: LoadPlan, topic = newName('events')): Promise<LoadedTopic> => {
  world.say(
    `sending ${plan.events.toLocaleString('en-US')} events over ${plan.contracts.toLocaleString('en-US')} contracts`,
  );
  await createTopics(world, [topic]);
  const load = new Load(plan);
  const expected = new Expected();
  const producer = rawKafka(world).producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  let messages: Message[] = [];
  const send = async (): Promise<void> => {
    await producer.send({ topic, messages, acks: 1 });
    messages = [];
  };
  for (const record of load.records()) {
    expected.add(record);
    messages.push({ key: record.key, value: record.value });
    if (messages.length === SENT_AT_ONCE) await send();
  }
  if (messages.length > 0) await send();
  await producer.disconnect();
  return { topic, plan, valid: load.valid, refused: load.refused, expected };
};

export const deleteTopics = ({ brokers }: World, topics: readonly string[]): Promise<void> =>
  withAdmin({ brokers }, (admin) => admin.deleteTopics({ topics: [...topics] }));
