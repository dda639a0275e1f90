import { CannotCheckError, type DoctorFinding, type Extent, type FollowedTopics, finding } from '@app/processing';
import { messageOf } from '@app/platform';
import type { Admin, ConfigResourceTypes } from 'kafkajs';
import { kafkaFailure } from '../kafka-failure.ts';
import type { TopicSettings } from '../topics/topic-plan.ts';
import { allowedOnGroup, allowedOnTopics, isAllowed, type Operation } from './allowed-operations.ts';
import type { ClusterAccess } from './cluster-access.ts';
import {
  type DescribedTopic,
  mixedTopicFindings,
  topicFindings,
  type TopicUse,
  usedTopics,
  type UsedTopic,
} from './topic-findings.ts';

export type KafkaCheckTerms = Readonly<{
  inputs: readonly string[];
  snapshotsTopic: string;
  contractsTopic: string;
  groupId: string;
  /** What the store knows of the topics; null if it cannot be read. */
  followed: FollowedTopics | null;
  extent: Extent;
  /** Milliseconds since 1970. */
  now: () => number;
}>;

/** The broker's number for the settings of a topic. The driver's name for it cannot be imported at run time. */
const TOPIC: ConfigResourceTypes.TOPIC = 2;

const SETTINGS = [
  'cleanup.policy',
  'max.message.bytes',
  'min.insync.replicas',
  'retention.ms',
  'unclean.leader.election.enable',
];

const NEEDED: Readonly<Record<TopicUse, readonly Operation[]>> = {
  input: ['DESCRIBE', 'READ'],
  'dead letters': ['DESCRIBE', 'WRITE'],
  output: ['DESCRIBE', 'WRITE'],
};

const MINUTE_MS = 60_000;

/** One visit to the cluster. What was read once is kept for later checks. Nothing is written. */
export class ClusterVisit {
  readonly #settings = new Map<string, TopicSettings>();
  readonly #topics: readonly UsedTopic[];
  #existing: ReadonlySet<string> = new Set();
  /** Topics that the login may not describe: the brokers list them as if they were missing. */
  readonly #hidden = new Set<string>();
  #brokers = 0;
  /** Those of the group; null if not known. */
  members: number | null = null;

  constructor(
    readonly admin: Admin,
    readonly access: ClusterAccess,
    readonly terms: KafkaCheckTerms,
  ) {
    this.#topics = usedTopics(terms.inputs, [terms.snapshotsTopic, terms.contractsTopic]);
  }

  /** The topics of the services that exist. */
  get existing(): readonly UsedTopic[] {
    return this.#topics.filter(({ topic }) => this.#existing.has(topic));
  }

  async reach(): Promise<readonly DoctorFinding[]> {
    try {
      await this.admin.connect();
      await this.access.open();
      this.#existing = new Set(await this.admin.listTopics());
      this.#brokers = (await this.admin.describeCluster()).brokers.length;
      return [];
    } catch (error) {
      if (kafkaFailure(error) === null) throw error;
      return [finding('brokers_unreachable', { what: messageOf(error) })];
    }
  }

  /** Throws `CannotCheckError`. */
  assertReached(): void {
    if (this.#brokers === 0) throw new CannotCheckError('no broker answers');
  }

  /** The brokers hide topics that the login may not describe, so what is allowed is asked first. */
  async acls(): Promise<readonly DoctorFinding[]> {
    this.assertReached();
    const { groupId } = this.terms;
    const group = await allowedOnGroup(this.access, groupId);
    this.members = group.members;
    const lacking = isAllowed(group, 'READ')
      ? []
      : [
          {
            what: `READ on the group ${groupId}`,
            resource: `--group ${groupId}`,
            operation: 'READ',
            object: groupId,
          },
        ];
    for (const { topic, use } of this.#topics) {
      const [allowed] = await allowedOnTopics(this.access, [topic]);
      if (allowed === undefined) continue;
      if (!isAllowed(allowed, 'DESCRIBE')) this.#hidden.add(topic);
      for (const operation of NEEDED[use].filter((one) => !isAllowed(allowed, one)))
        lacking.push({ what: `${operation} on ${topic}`, resource: `--topic ${topic}`, operation, object: topic });
    }
    return lacking.map(({ what, resource, operation, object }) =>
      finding('acl_missing', {
        object,
        what: `this login lacks ${what}`,
        command: `kafka-acls.sh --bootstrap-server "$KAFKA_BROKERS" --add --allow-principal "User:$KAFKA_SASL_USERNAME" --operation ${operation} ${resource}`,
      }),
    );
  }

  async missing(): Promise<readonly DoctorFinding[]> {
    this.assertReached();
    const missing = this.#topics.filter(({ topic }) => !this.#existing.has(topic) && !this.#hidden.has(topic));
    return [
      ...mixedTopicFindings(this.#topics),
      ...missing.map(({ topic, use }) =>
        finding('topic_missing', {
          object: topic,
          what: `${topic} is missing, the topic of ${use === 'dead letters' ? use : `${use}s`}`,
        }),
      ),
    ];
  }

  async settings(): Promise<readonly DoctorFinding[]> {
    this.assertReached();
    const described: DescribedTopic[] = [];
    for (const { topic, use } of this.existing) described.push(await this.described(topic, use));
    const maxBytesOf = new Map(
      described.map(({ topic, settings }) => [topic, Number(settings['max.message.bytes'] ?? 1_048_588)]),
    );
    return described.flatMap((one) => topicFindings(one, maxBytesOf));
  }

  async described(topic: string, use: TopicUse): Promise<DescribedTopic> {
    const { topics } = await this.admin.fetchTopicMetadata({ topics: [topic] });
    const partitions = (topics[0]?.partitions ?? []).map(({ partitionId, leader, replicas, isr }) => ({
      partition: partitionId,
      leader,
      replicas,
      inSync: isr,
    }));
    return { topic, use, partitions, settings: await this.settingsOf(topic), brokers: this.#brokers };
  }

  async settingsOf(topic: string): Promise<TopicSettings> {
    const known = this.#settings.get(topic);
    if (known !== undefined) return known;
    const resources = [{ type: TOPIC, name: topic, configNames: SETTINGS }];
    const described = await this.admin.describeConfigs({ resources, includeSynonyms: false });
    const entries = described.resources.flatMap(({ configEntries }) => configEntries);
    const settings = Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]));
    this.#settings.set(topic, settings);
    return settings;
  }

  /** Records from the future: their producer's clock, or that of the broker, is ahead of ours. */
  async clock(): Promise<readonly DoctorFinding[]> {
    this.assertReached();
    const found: DoctorFinding[] = [];
    for (const { topic } of this.existing) {
      const soon = await this.admin.fetchTopicOffsetsByTimestamp(topic, this.terms.now() + MINUTE_MS);
      const ends = await this.admin.fetchTopicOffsets(topic);
      const ahead = soon.filter(({ partition, offset }) => {
        const end = ends.find((of) => of.partition === partition)?.high ?? offset;
        return BigInt(offset) < BigInt(end);
      });
      if (ahead.length > 0)
        found.push(
          finding('clock_differs', {
            object: topic,
            what: `${topic} has records from more than a minute ahead of the clock of this program`,
          }),
        );
    }
    return found;
  }
}
