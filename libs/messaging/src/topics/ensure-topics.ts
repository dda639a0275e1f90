import { backoff, messageOf, withRetries } from '@app/platform';
import type { Admin, ConfigResourceTypes } from 'kafkajs';
import type { KafkaClient } from '../client/kafka-client.ts';
import { kafkaFailure } from '../kafka-failure.ts';
import {
  deadLetterShape,
  inputShape,
  isCompacted,
  outputShape,
  shapeWarnings,
  topicConfig,
  type TopicPlan,
  type TopicReport,
  type TopicSettings,
  type TopicShape,
} from './topic-plan.ts';

/** Kafka's default for a topic: 1 MiB and the overhead of a record batch. */
const DEFAULT_MAX_MESSAGE_BYTES = 1_048_588;

const LEADERS_WITHIN_MS = 60_000;

/** The broker's number for the settings of a topic. The driver's name for it cannot be imported at run time. */
const TOPIC: ConfigResourceTypes.TOPIC = 2;

/** Creates missing topics if the plan allows it, and reports how the existing ones differ from it. */
export async function ensureTopics(kafka: KafkaClient, plan: TopicPlan): Promise<TopicReport> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ensuring = new Ensuring(admin, plan, new Set(await admin.listTopics()));
    for (const topic of plan.inputs) await ensuring.ensureInput(topic);
    for (const topic of plan.inputs)
      await ensuring.ensure(deadLetterShape(topic, await ensuring.maxMessageBytes(topic)));
    for (const topic of plan.outputs) await ensuring.ensure(outputShape(topic));
    return ensuring;
  } finally {
    await admin.disconnect();
  }
}

class Ensuring implements TopicReport {
  readonly created: string[] = [];
  readonly missing: string[] = [];
  readonly warnings: string[] = [];
  readonly compactedInputs: string[] = [];
  readonly #settings = new Map<string, TopicSettings>();
  readonly #admin: Admin;
  readonly #plan: TopicPlan;
  readonly #existing: ReadonlySet<string>;

  constructor(admin: Admin, plan: TopicPlan, existing: ReadonlySet<string>) {
    this.#admin = admin;
    this.#plan = plan;
    this.#existing = existing;
  }

  async ensureInput(topic: string): Promise<void> {
    const { inputsAreStates = false } = this.#plan;
    await this.ensure(inputShape(topic, inputsAreStates));
    if (inputsAreStates || !this.#existing.has(topic)) return;
    if (isCompacted(await this.#settingsOf(topic))) this.compactedInputs.push(topic);
  }

  async ensure(shape: TopicShape): Promise<void> {
    const { topic, config } = shape;
    if (this.#existing.has(topic)) {
      if (Object.keys(config).length > 0) this.warnings.push(...shapeWarnings(shape, await this.#settingsOf(topic)));
    } else if (this.#plan.mayCreate) {
      // False if another process was faster, which is as good.
      const isOurs = await this.#admin.createTopics({
        topics: [topicConfig(shape, this.#plan)],
        waitForLeaders: false,
      });
      if (isOurs) this.created.push(topic);
      await this.#leaders(topic);
    } else {
      this.missing.push(topic);
    }
  }

  /** A busy broker knows a new topic late. The driver's own wait for leaders gives up at the first such answer. */
  async #leaders(topic: string): Promise<void> {
    await withRetries(() => this.#admin.fetchTopicMetadata({ topics: [topic] }), {
      classify: (error) => kafkaFailure(error)?.class ?? 'bug',
      waitMs: backoff({ firstMs: 100, maxMs: 2_000 }),
      signal: AbortSignal.timeout(LEADERS_WITHIN_MS),
    });
  }

  async maxMessageBytes(topic: string): Promise<number> {
    if (this.missing.includes(topic)) return DEFAULT_MAX_MESSAGE_BYTES;
    const { 'max.message.bytes': bytes } = await this.#settingsOf(topic);
    return bytes === undefined ? DEFAULT_MAX_MESSAGE_BYTES : Number(bytes);
  }

  /** Reads them once, so that there is one warning if we may not. That is no reason to stop: they are empty then. */
  async #settingsOf(topic: string): Promise<TopicSettings> {
    const settings = this.#settings.get(topic) ?? (await this.#read(topic));
    this.#settings.set(topic, settings);
    return settings;
  }

  async #read(topic: string): Promise<TopicSettings> {
    try {
      const resources = [{ type: TOPIC, name: topic, configNames: ['cleanup.policy', 'max.message.bytes'] }];
      const described = await this.#admin.describeConfigs({ resources, includeSynonyms: false });
      const entries = described.resources.flatMap(({ configEntries }) => configEntries);
      return Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]));
    } catch (error) {
      this.warnings.push(`${topic}: its settings cannot be read: ${messageOf(error)}`);
      return {};
    }
  }
}
