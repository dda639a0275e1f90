import type { ITopicConfig } from 'kafkajs';

/** Bytes for the headers that a dead letter adds to its record: the origin, and why the record was refused. */
export const DEAD_LETTER_ROOM = 64 * 1024;

export type TopicPlan = Readonly<{
  /** Topics that are read. Each has a dead-letter topic of its own. */
  inputs: readonly string[];
  /** Whether the last record of each key in the inputs is enough, as for rates. Default: all are needed. */
  inputsAreStates?: boolean;
  /** Topics that keep the latest record of a key. */
  outputs: readonly string[];
  /** The partitions of a created topic. Default 6. */
  partitions?: number;
  /** The replicas of a created topic. Default: the brokers' own. */
  replicationFactor?: number;
  /** Whether missing topics are created, or only reported. */
  mayCreate: boolean;
}>;

export type TopicReport = Readonly<{
  created: readonly string[];
  missing: readonly string[];
  /** One sentence for each setting that will cause a failure or a loss. */
  warnings: readonly string[];
  /** The inputs that are compacted although all of their records are needed. */
  compactedInputs: readonly string[];
}>;

export type TopicShape = Readonly<{ topic: string; config: Readonly<Record<string, string>> }>;

/** Settings of one topic by name, as the broker returns them. A setting that was not returned is absent. */
export type TopicSettings = Readonly<Record<string, string>>;

export const deadLetterTopic = (source: string): string => `${source}.dlq`;

/** Events are not the state of a key: compaction would remove all but the last events of a contract. */
export const inputShape = (topic: string, isState = false): TopicShape => ({
  topic,
  config: isState ? {} : { 'cleanup.policy': 'delete' },
});

/** Whether Kafka removes the earlier records of a key. False if the setting was not returned. */
export const isCompacted = ({ 'cleanup.policy': policy = '' }: TopicSettings): boolean =>
  policy.split(',').some((part) => part.trim() === 'compact');

/**
 * Its limit exceeds that of its source; otherwise a refused record of the largest size would block the lane for good.
 */
export const deadLetterShape = (source: string, sourceMaxMessageBytes: number): TopicShape => ({
  topic: deadLetterTopic(source),
  config: { 'max.message.bytes': String(sourceMaxMessageBytes + DEAD_LETTER_ROOM) },
});

export const outputShape = (topic: string): TopicShape => ({ topic, config: { 'cleanup.policy': 'compact' } });

export const topicConfig = (
  { topic, config }: TopicShape,
  { partitions, replicationFactor }: TopicPlan,
): ITopicConfig => ({
  topic,
  numPartitions: partitions ?? 6,
  replicationFactor: replicationFactor ?? -1,
  configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
});

/** How an existing topic differs from the shape, one sentence for each setting. */
export function shapeWarnings({ topic, config }: TopicShape, actual: TopicSettings): readonly string[] {
  const policy = config['cleanup.policy'];
  const actualPolicy = actual['cleanup.policy'];
  const bytes = Number(config['max.message.bytes'] ?? 0);
  const actualBytes = Number(actual['max.message.bytes'] ?? Infinity);
  const warnings: string[] = [];
  if (policy === 'compact' && actualPolicy !== undefined && actualPolicy !== policy) {
    warnings.push(`${topic}: cleanup.policy is '${actualPolicy}', not '${policy}': the state of a key can be lost.`);
  }
  if (policy === 'delete' && isCompacted(actual)) {
    warnings.push(
      `${topic}: cleanup.policy is '${actualPolicy}', not '${policy}': Kafka removes the earlier events of a contract, ` +
        'so a store that is loaded from the topic lacks them.',
    );
  }
  if (actualBytes < bytes) {
    warnings.push(`${topic}: max.message.bytes is ${actualBytes}, below ${bytes}: a large dead letter would block it.`);
  }
  return warnings;
}
