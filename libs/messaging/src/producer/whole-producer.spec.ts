import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { KafkaJSConnectionError, type Producer, type ProducerConfig } from 'kafkajs';
import { WholeProducer } from './whole-producer.ts';

const TOPIC = 'results';
const PARTITIONS = 4;

/** The driver's own producer, which it does not export. */
const driversProducer: (options: object) => Producer = createRequire(import.meta.url)('kafkajs/src/producer');

const silent = { namespace: () => silent, debug() {}, info() {}, warn() {}, error() {} };

type Part = Readonly<{ partition: number; messages: readonly Readonly<{ value: string }>[] }>;

const NO_LEADER = -1;

/**
 * Two brokers that lead every second partition. The first one is lost at its first request. Its partitions have the
 * leader `next` from then on, until the other broker is elected.
 */
const lostLeader = (next: number) => {
  const stored: string[] = [];
  let leaders = [0, 1];
  const broker = (nodeId: string) => ({
    nodeId,
    produce: async ({ topicData }: Readonly<{ topicData: readonly Readonly<{ partitions: readonly Part[] }>[] }>) => {
      const parts = topicData.flatMap(({ partitions }) => partitions);
      // Behind the answer of the other broker.
      await new Promise((resolve) => setTimeout(resolve, nodeId === '0' ? 5 : 0));
      if (nodeId === '0') throw new KafkaJSConnectionError('connection lost', {});
      stored.push(...parts.flatMap(({ messages }) => messages.map(({ value }) => value)));
      return {
        topics: [{ topicName: TOPIC, partitions: parts.map(({ partition }) => ({ partition, errorCode: 0 })) }],
      };
    },
    initProducerId: async () => ({ producerId: 1, producerEpoch: 0 }),
  });
  const brokers: Readonly<Record<string, ReturnType<typeof broker>>> = { 0: broker('0'), 1: broker('1') };
  const leaderOf = (partition: number): number => leaders[partition % leaders.length] ?? 0;
  const cluster = {
    connect: async () => {},
    disconnect: async () => {},
    isConnected: () => true,
    refreshMetadata: async () => void (leaders = leaders[0] === 0 ? [next, 1] : leaders),
    refreshMetadataIfNecessary: async () => {},
    addMultipleTargetTopics: async () => {},
    removeBroker: () => {},
    findControllerBroker: async () => brokers[1],
    findBroker: async ({ nodeId }: Readonly<{ nodeId: string }>) => {
      const found = brokers[nodeId];
      if (found === undefined) throw new Error(`no broker ${nodeId}`);
      return found;
    },
    findTopicPartitionMetadata: () =>
      Array.from({ length: PARTITIONS }, (_, partitionId) => ({ partitionId, leader: leaderOf(partitionId) })),
    findLeaderForPartitions: (_topic: string, partitions: readonly string[]) =>
      Object.groupBy(partitions.map(Number), (partition) => `${leaderOf(partition)}`),
  };
  const kafka = {
    producer: (options?: ProducerConfig) => driversProducer({ ...options, cluster, logger: silent }),
  };
  return { kafka, stored, elect: () => void (leaders = [1]) };
};

const RETRY = { retries: 3, initialRetryTime: 1, maxRetryTime: 5 };

const values = Array.from({ length: 20 }, (_, n) => `${n}`);

describe('a send to two brokers of which one is lost meanwhile', () => {
  it.each([
    ['with keys', { key: 'key', next: 1, message: 'the records of partitions 0, 2 were not sent' }],
    // The driver gives these to partitions that have a leader, also those that it has sent before.
    ['without keys', { key: null, next: NO_LEADER, message: `no broker ${NO_LEADER}` }],
  ])('fails rather than leave out records %s, and a repeat of it stores all', async (_name, { key, next, message }) => {
    const { kafka, stored, elect } = lostLeader(next);
    const producer = WholeProducer.of(kafka, RETRY);
    await producer.connect();
    const messages = values.map((value) => ({ key: key && `${key}-${value}`, value }));
    await expect(producer.send({ topic: TOPIC, messages })).rejects.toThrow(message);
    elect();
    await producer.send({ topic: TOPIC, messages });
    expect([...new Set(stored)].toSorted()).toEqual(values.toSorted());
  });
});
