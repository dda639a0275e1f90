import { setTimeout as sleep } from 'node:timers/promises';
import { type Message, Partitioners, type Producer } from 'kafkajs';
import { rawKafka } from '../../test/services/kafka.ts';
import { Load } from '../load/load.ts';
import type { LoadPlan } from '../load/load-plan.ts';
import type { World } from './world.ts';

export type Pace = Readonly<{
  plan: LoadPlan;
  /** Events a second, and the sends that they are spread over. */
  rate: number;
  sendsASecond: number;
  seconds: number;
  /** A message that goes first in the send of this number. */
  extra?: (send: number) => Message;
  signal?: AbortSignal;
}>;

export const startProducer = async (world: World): Promise<Producer> => {
  const producer = rawKafka(world).producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  return producer;
};

/** Sends the records of a plan at a steady pace. Returns the moment of every send. */
export const sendPaced = async (
  producer: Producer,
  topic: string,
  { plan, rate, sendsASecond, seconds, extra, signal }: Pace,
): Promise<readonly number[]> => {
  const records = new Load(plan).records();
  const sentAt: number[] = [];
  const began = performance.now();
  for (let send = 0; send < seconds * sendsASecond && signal?.aborted !== true; send += 1) {
    const messages = extra === undefined ? [] : [extra(send)];
    while (messages.length < rate / sendsASecond) {
      const next = records.next();
      if (next.done === true) break;
      messages.push({ key: next.value.key, value: next.value.value });
    }
    sentAt.push(performance.now());
    if (messages.length > 0) await producer.send({ topic, messages, acks: 1 });
    // Measured from the start, not from the last send, so that later sends make up for a late one.
    const early = began + ((send + 1) * 1000) / sendsASecond - performance.now();
    if (early > 0) await sleep(early);
  }
  return sentAt;
};
