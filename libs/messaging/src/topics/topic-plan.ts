import type { ITopicConfig } from 'kafkajs';

/** What a dead letter needs beside the record that it carries: where it stood, why it was refused. */
export const DEAD_LETTER_ROOM = 64 * 1024;

export type TopicPlan = Readonly<{
  /** Topics that are read. Each has a dead-letter topic beside it. */
  inputs: readonly string[];
  /** Topics that keep the latest record of a key. */
  outputs: readonly string[];
  /** Of topics that are created. Default 6. */
  partitions?: number;
  /** Of topics that are created. Default: the brokers' own. */
  replicationFactor?: number;
  /** Whether missing topics are created, or only told. */
  mayCreate: boolean;
}>;

export type TopicReport = Readonly<{
  created: readonly string[];
  missing: readonly string[];
  /** A sentence for each setting that will hurt sooner or later. */
  warnings: readonly string[];
}>;

export type TopicShape = Readonly<{ topic: string; config: Readonly<Record<string, string>> }>;

/** Settings of one topic by name, as the broker tells them; those that were not asked for or not told are absent. */
export type TopicSettings = Readonly<Record<string, string>>;

export const deadLetterTopic = (source: string): string => `${source}.dlq`;

export const inputShape = (topic: string): TopicShape => ({ topic, config: {} });

/** Room for the largest record of its source; else one that is refused for its size would block its lane for good. */
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

/** What differs from the shape in a topic that is there already. */
export function shapeWarnings({ topic, config }: TopicShape, actual: TopicSettings): readonly string[] {
  const policy = config['cleanup.policy'];
  const actualPolicy = actual['cleanup.policy'] ?? '';
  const bytes = Number(config['max.message.bytes'] ?? 0);
  const actualBytes = Number(actual['max.message.bytes'] ?? Infinity);
  const warnings: string[] = [];
  if (policy && actualPolicy !== policy) {
    warnings.push(`${topic}: cleanup.policy is '${actualPolicy}', not '${policy}': the state of a key can be lost.`);
  }
  if (actualBytes < bytes) {
    warnings.push(`${topic}: max.message.bytes is ${actualBytes}, below ${bytes}: a large dead letter would block it.`);
  }
  return warnings;
}
