import { type DoctorFinding, finding } from '@app/processing';
import { DEAD_LETTER_ROOM, deadLetterTopic, isCompacted, type TopicSettings } from '../topics/topic-plan.ts';

/** What a topic is for, which decides how it has to be set. */
export type TopicUse = 'input' | 'dead letters' | 'output';

export type UsedTopic = Readonly<{ topic: string; use: TopicUse }>;

/** A partition as the brokers describe it. */
export type DescribedPartition = Readonly<{
  partition: number;
  /** -1: it has none. */
  leader: number;
  replicas: readonly number[];
  inSync: readonly number[];
}>;

export type DescribedTopic = UsedTopic &
  Readonly<{
    partitions: readonly DescribedPartition[];
    settings: TopicSettings;
    /** Brokers of the cluster. */
    brokers: number;
  }>;

const DAY_MS = 86_400_000;
const DEFAULT_MAX_MESSAGE_BYTES = 1_048_588;

/** All topics that the services use. */
export const usedTopics = (inputs: readonly string[], outputs: readonly string[]): readonly UsedTopic[] => [
  ...inputs.map((topic) => ({ topic, use: 'input' as const })),
  ...inputs.map((topic) => ({ topic: deadLetterTopic(topic), use: 'dead letters' as const })),
  ...outputs.map((topic) => ({ topic, use: 'output' as const })),
];

/** Topics that are used for two things. */
export const mixedTopicFindings = (topics: readonly UsedTopic[]): readonly DoctorFinding[] =>
  [...Map.groupBy(topics, ({ topic }) => topic)]
    .filter(([, uses]) => uses.length > 1)
    .map(([topic, uses]) =>
      finding('topics_mixed', {
        object: topic,
        what: `${topic} is used as ${uses.map(({ use }) => use).join(' and ')}`,
      }),
    );

/** The command line of Kafka that changes a setting of a topic. */
const setting = (topic: string, name: string, value: string): string =>
  `kafka-configs.sh --bootstrap-server "$KAFKA_BROKERS" --alter --topic ${topic} --add-config ${name}=${value}`;

const partitionFindings = ({ topic, partitions, settings, brokers }: DescribedTopic): readonly DoctorFinding[] => {
  const needed = Number(settings['min.insync.replicas'] ?? 1);
  const each = partitions.flatMap(({ partition, leader, replicas, inSync }) => {
    const object = `${topic}[${partition}]`;
    if (leader < 0) return [finding('partition_offline', { object, what: `${object} has no leader` })];
    const what = `${object}: ${inSync.length} of ${replicas.length} replicas are in sync, and a write needs ${needed}`;
    if (inSync.length < needed) return [finding('replicas_too_few', { object, what })];
    return inSync.length < replicas.length ? [finding('replicas_out_of_sync', { object, what })] : [];
  });
  const isSingle = brokers > 1 && partitions.some(({ replicas }) => replicas.length === 1);
  return [
    ...each,
    ...(isSingle
      ? [finding('replication_none', { object: topic, what: `${topic} has one copy on ${brokers} brokers` })]
      : []),
  ];
};

const compactionFindings = ({ topic, use, settings }: DescribedTopic): readonly DoctorFinding[] => {
  const policy = settings['cleanup.policy'];
  if (policy === undefined) return [];
  const details = (value: string) => ({
    object: topic,
    what: `cleanup.policy of ${topic} is ${policy}`,
    command: setting(topic, 'cleanup.policy', value),
  });
  switch (use) {
    case 'input':
      return isCompacted(settings) ? [finding('input_compacted', details('delete'))] : [];
    case 'dead letters':
      return isCompacted(settings) ? [finding('dead_letters_compacted', details('delete'))] : [];
    case 'output':
      return policy === 'compact' ? [] : [finding('output_not_compacted', details('compact'))];
  }
};

const sizeFindings = (
  { topic, use, settings }: DescribedTopic,
  maxBytesOf: ReadonlyMap<string, number>,
): readonly DoctorFinding[] => {
  const bytes = settings['max.message.bytes'];
  if (bytes === undefined || use === 'input') return [];
  const source = [...maxBytesOf].find(([input]) => deadLetterTopic(input) === topic)?.[1] ?? DEFAULT_MAX_MESSAGE_BYTES;
  const needed = use === 'output' ? DEFAULT_MAX_MESSAGE_BYTES : source + DEAD_LETTER_ROOM;
  if (Number(bytes) >= needed) return [];
  return [
    finding(use === 'output' ? 'messages_too_small' : 'dead_letters_too_small', {
      object: topic,
      what: `max.message.bytes of ${topic} is ${bytes}, below ${needed}`,
      command: setting(topic, 'max.message.bytes', String(needed)),
    }),
  ];
};

const retentionFindings = ({ topic, use, settings }: DescribedTopic): readonly DoctorFinding[] => {
  const ms = Number(settings['retention.ms'] ?? -1);
  if (use !== 'input' || isCompacted(settings) || ms < 0 || ms >= DAY_MS) return [];
  return [
    finding('retention_short', {
      object: topic,
      what: `retention.ms of ${topic} is ${ms}, ${(ms / 3_600_000).toFixed(1)} hours`,
      command: setting(topic, 'retention.ms', String(7 * DAY_MS)),
    }),
  ];
};

/** How a topic of the services is not as it has to be. */
export const topicFindings = (
  described: DescribedTopic,
  maxBytesOf: ReadonlyMap<string, number>,
): readonly DoctorFinding[] => [
  ...partitionFindings(described),
  ...compactionFindings(described),
  ...sizeFindings(described, maxBytesOf),
  ...retentionFindings(described),
  ...(described.settings['unclean.leader.election.enable'] === 'true'
    ? [
        finding('leader_election_unclean', {
          object: described.topic,
          what: `unclean.leader.election.enable of ${described.topic} is true`,
          command: setting(described.topic, 'unclean.leader.election.enable', 'false'),
        }),
      ]
    : []),
];
