import { duration, integer, list, text } from '../kind.ts';
import { defaulted, optional } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';
import { TOPIC_NAME } from './topic-name.ts';

/** What belongs to a topic, behind the first equals sign. */
const OF_TOPIC = /^[\w.-]{1,249}=.+$/;

const topicsIn = (pairs: readonly string[] | null): readonly string[] =>
  (pairs ?? []).map((pair) => pair.slice(0, pair.indexOf('=')));

const strayTopics = (setting: string, pairs: readonly string[] | null, topics: readonly string[]): readonly string[] =>
  topicsIn(pairs)
    .filter((topic, i, all) => !topics.includes(topic) || all.indexOf(topic) !== i)
    .map((topic) => `${setting} names ${topic}: expected each topic once, and only topics of the input`);

/** The topics that are consumed, and the sizes of fetches and batches. */
export const consumerSettings = settingsGroup({
  title: 'Input',
  settings: {
    groupId: defaulted({
      name: 'KAFKA_GROUP_ID',
      kind: text(),
      default: 'acv-processor',
      description: 'The consumer group that shares the partitions of the input.',
    }),
    sessionTimeoutMs: defaulted({
      name: 'KAFKA_SESSION_TIMEOUT',
      kind: duration({ minMs: 6_000, maxMs: 300_000 }),
      default: '30s',
      description: 'How long Kafka waits for a heartbeat before it assigns the partitions of this process to others.',
    }),
    inputTopics: defaulted({
      name: 'INPUT_TOPICS',
      kind: list({ of: 'topics', shape: TOPIC_NAME }),
      default: 'billing.subscription-events.v1',
      description: 'The topics with subscription events. Refused events go to the topic with the suffix `.dlq`.',
    }),
    inputFormats: optional({
      name: 'INPUT_FORMATS',
      kind: list({ of: 'topic=format pairs', shape: OF_TOPIC }),
      description:
        'The topics of INPUT_TOPICS that hold payloads of a billing system instead of events, each with its format: `stripe.webhooks=stripe`.',
    }),
    adapterFiles: optional({
      name: 'ADAPTER_FILES',
      kind: list({ of: 'topic=path pairs', shape: OF_TOPIC }),
      description:
        'The adapters (JSON) of such topics: `stripe.webhooks=/etc/acv/stripe.json`; without one the defaults apply.',
    }),
    partitionsAtOnce: defaulted({
      name: 'PARTITIONS_AT_ONCE',
      kind: integer({ min: 1, max: 64 }),
      default: '3',
      description: 'How many partitions are processed at the same time: one parses while another commits.',
    }),
    batchMaxRecords: defaulted({
      name: 'BATCH_MAX_RECORDS',
      kind: integer({ min: 1, max: 100_000 }),
      default: '5000',
      description: 'The most records in one transaction.',
    }),
    fetchMaxBytesPerPartition: defaulted({
      name: 'FETCH_MAX_BYTES_PER_PARTITION',
      kind: integer({ min: 65_536, max: 67_108_864 }),
      default: '1048576',
      description: 'The most bytes that a fetch returns from one partition; memory grows with it.',
    }),
  },
  faultsOf: ({ inputTopics, inputFormats, adapterFiles }) => [
    ...strayTopics('INPUT_FORMATS', inputFormats, inputTopics),
    ...strayTopics('ADAPTER_FILES', adapterFiles, topicsIn(inputFormats)),
  ],
});
