import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type KafkaCheckTerms, kafkaChecks, kafkaClient } from '@app/messaging';
import { type Database, PostgresFollowedTopics, PostgresOutbox, republish } from '@app/persistence';
import { createLogger } from '@app/platform';
import type { DoctorFinding, Examination } from '@app/processing';
import type { OpenStore } from '../builders/postgres-store.ts';
import { startLocalBroker } from '../services/broker/local-broker.ts';
import {
  createTopic,
  type KafkaService,
  produce,
  removeRecordsBefore,
  startKafka,
  withAdmin,
} from '../services/kafka.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';
import { examined, examining, soundStore, withCopy } from './doctored-store.ts';

const silent = createLogger({ name: 'test', level: 'fatal', secrets: [], output: 'stderr' });
const DEAD_LETTER_BYTES = { 'max.message.bytes': '1114124' };
const COMPACT = { 'cleanup.policy': 'compact' };

/** Resources, operations and permissions by their numbers in the protocol. */
const [TOPIC, GROUP, ALL, READ, WRITE, DENY, ALLOW] = [2, 3, 2, 3, 4, 2, 3];

let kafka: KafkaService;
let postgres: PostgresService;
let store: OpenStore;
/** The names of all topics begin with it. */
const run = `doctor-${randomUUID().slice(0, 8)}`;
const OUTPUTS = { snapshotsTopic: `${run}-snapshots`, contractsTopic: `${run}-contracts` };
const groupId = `${run}-group`;

/** An input with two records in each of its partitions, and its dead letters. */
const withInput = async (name: string, { partitions = 1, config = {} } = {}): Promise<string> => {
  const topic = `${run}-${name}`;
  await createTopic(kafka, { topic, partitions, config });
  await createTopic(kafka, { topic: `${topic}.dlq`, config: DEAD_LETTER_BYTES });
  const records = Array.from({ length: partitions }, (_, partition) =>
    ['a', 'b'].map((key) => ({ key, value: '{}', partition })),
  );
  await produce(kafka, topic, records.flat());
  return topic;
};

/** Publishes everything as a relay does. */
const publishAll = async (database: Database): Promise<void> => {
  await republish(database, { ...OUTPUTS, now: () => new Date(0) });
  const outbox = new PostgresOutbox(database);
  for (const topic of Object.values(OUTPUTS)) {
    await createTopic(kafka, { topic, partitions: 2, config: COMPACT });
    await outbox.publishNext(topic, 1000, (records) =>
      produce(
        kafka,
        topic,
        records.map(({ key, value, headers, number }) => ({
          key,
          value,
          headers: { ...headers, ce_sequence: String(number) },
        })),
      ),
    );
  }
};

beforeAll(async () => {
  [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);
  store = await soundStore(postgres);
  await publishAll(store.database);
  await store.database.close();
});
afterAll(async () => {
  await kafka.stop();
  await postgres.stop();
});

type Scene = Readonly<{ inputs: readonly string[]; plant?: string; brokers?: string } & Partial<KafkaCheckTerms>>;

/** Examines a copy of the store in which a statement has planted progress and faults. */
const visited = ({ inputs, plant = '', brokers = kafka.brokers, ...terms }: Scene): Promise<Examination> =>
  withCopy(postgres, store.url, async (database) => {
    if (plant !== '') await database.query(plant);
    const client = kafkaClient({ brokers: brokers.split(','), clientId: 'doctor' }, silent);
    const { checks, close } = kafkaChecks(client, {
      ...OUTPUTS,
      inputs,
      groupId,
      followed: new PostgresFollowedTopics(database),
      extent: 'sample',
      now: () => Date.now(),
      ...terms,
    });
    try {
      return await examining(checks);
    } finally {
      await close();
    }
  });

const named = (findings: readonly DoctorFinding[]): readonly string[] =>
  findings.map(({ code, object }) => `${code} ${object?.replace(`${run}-`, '')}`);

const progress = (topic: string, partition: number, next: number): string =>
  `INSERT INTO progress VALUES ('${topic}', ${partition}, ${next}, ${next}, now());`;

describe('A doctor of a store behind Kafka', () => {
  it('finds nothing where all is read and published', async () => {
    const topic = await withInput('sound');
    const { findings, skipped } = await visited({ inputs: [topic], plant: progress(topic, 0, 2) });
    expect([findings, skipped]).toEqual([[], []]);
  });

  it('finds what is wrong with the progress of each partition', async () => {
    const [gap, again, gone, late, back, more] = await Promise.all(
      ['gap', 'again', 'gone', 'late', 'back', 'more'].map((name) => withInput(name)),
    );
    await removeRecordsBefore(kafka, { topic: `${gap}`, partition: 0, offset: '2' });
    await withAdmin(kafka, async (admin) => {
      await admin.setOffsets({ groupId, topic: `${back}`, partitions: [{ partition: 0, offset: '2' }] });
      await admin.createPartitions({ topicPartitions: [{ topic: `${more}`, count: 4 }] });
    });
    const plant = [
      progress(`${gap}`, 0, 1),
      progress(`${again}`, 0, 99),
      progress(`${gone}`, 0, 2),
      progress(`${gone}`, 7, 2),
      progress(`${late}`, 0, 1),
      progress(`${back}`, 0, 1),
      progress(`${more}`, 0, 2),
      `INSERT INTO first_log_end (topic, partition, log_end) VALUES ('${more}', 0, 2);`,
    ].join('\n');
    const { findings } = await visited({
      inputs: [`${gap}`, `${again}`, `${gone}`, `${late}`, `${back}`, `${more}`],
      plant,
    });
    expect(named(findings)).toEqual([
      'retention_gap gap[0]',
      'topic_recreated again[0]',
      'partition_gone gone[7]',
      'group_behind late[0]',
      'progress_behind_group back[0]',
      'partitions_added more',
    ]);
    expect(findings[0]?.command).toMatch(/^UPDATE progress SET next_offset = 2 WHERE/);
    expect(findings.at(-1)?.what).toMatch(
      /has 4 partitions instead of 1, not read yet: \d of 4 contracts go to another one: \w \(0 to \d\)/,
    );
  });

  it('finds topics that are missing or set in a way that loses records', async () => {
    const compacted = await withInput('compacted', { config: COMPACT });
    const short = await withInput('short', { config: { 'retention.ms': '3600000' } });
    const small = `${run}-small`;
    await createTopic(kafka, { topic: small });
    await createTopic(kafka, { topic: `${small}.dlq`, config: { ...COMPACT, 'max.message.bytes': '1048588' } });
    const snapshotsTopic = await createTopic(kafka, {
      topic: `${run}-deleted`,
      config: { 'max.message.bytes': '1000', 'unclean.leader.election.enable': 'true' },
    });
    const { findings } = await visited({
      inputs: [compacted, short, small],
      snapshotsTopic,
      contractsTopic: `${run}-absent`,
      plant: progress(compacted, 0, 2) + progress(short, 0, 2),
    });
    expect(named(findings)).toEqual(
      [
        'topic_missing absent',
        'output_behind deleted',
        'input_compacted compacted',
        'retention_short short',
        'dead_letters_compacted small.dlq',
        'dead_letters_too_small small.dlq',
        'output_not_compacted deleted',
        'messages_too_small deleted',
        'leader_election_unclean deleted',
      ].toSorted((a, b) => named(findings).indexOf(a) - named(findings).indexOf(b)),
    );
  });

  it('finds records that the topic has otherwise than the store, unless they wait in the outbox', async () => {
    const topic = await withInput('output');
    const plant = `
      ${progress(topic, 0, 2)}
      UPDATE contract SET revision = revision + 1 WHERE contract_id IN ('a', 'd');
      UPDATE contract SET revision = revision - 1 WHERE contract_id = 'b';
      UPDATE contract SET record = replace(record, 'cus-c', 'cus-x') WHERE contract_id = 'c';
      INSERT INTO outbox (topic, key, headers) VALUES ('${OUTPUTS.contractsTopic}', 'd', '{}')`;
    const { findings } = await visited({ inputs: [topic], plant });
    expect(findings.map(({ code, what }) => [code, what.replace(/.*: /, '')])).toEqual([
      ['output_behind', 'a'],
      ['output_ahead', 'b'],
      ['output_differs', 'c'],
    ]);
  });

  it('finds what this login may not do with a topic, and with a group that nobody has joined', async () => {
    const guarded = await startLocalBroker({
      properties: {
        'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
        'allow.everyone.if.no.acl.found': 'true',
      },
    });
    try {
      const configOf = (topic: string): Readonly<Record<string, string>> => {
        if (topic === 'in') return {};
        return topic === 'in.dlq' ? { 'max.message.bytes': '2000000' } : COMPACT;
      };
      for (const topic of ['in', 'in.dlq', 'snapshots', 'contracts']) {
        await createTopic(guarded, { topic, config: configOf(topic) });
      }
      const own = { principal: 'User:*', host: '*', resourcePatternType: 3 };
      const on = (resourceType: number, resourceName: string, denied: number) => [
        { ...own, resourceType, resourceName, permissionType: ALLOW, operation: ALL },
        { ...own, resourceType, resourceName, permissionType: DENY, operation: denied },
      ];
      const others = { ...own, principal: 'User:other', permissionType: ALLOW, operation: ALL };
      await withAdmin(guarded, (admin) =>
        admin.createAcls({
          acl: [
            ...on(TOPIC, 'snapshots', WRITE),
            ...on(TOPIC, 'in', READ),
            ...on(GROUP, groupId, READ),
            { ...others, resourceType: TOPIC, resourceName: 'contracts' },
          ],
        }),
      );
      const scene = {
        inputs: ['in'],
        snapshotsTopic: 'snapshots',
        contractsTopic: 'contracts',
        brokers: guarded.brokers,
      };
      const { findings } = await visited({ ...scene, followed: null });
      expect(findings.map(({ what }) => what).toSorted()).toEqual([
        'this login lacks DESCRIBE on contracts',
        'this login lacks READ on in',
        `this login lacks READ on the group ${groupId}`,
        'this login lacks WRITE on contracts',
        'this login lacks WRITE on snapshots',
      ]);
    } finally {
      await guarded.stop();
    }
  });

  it('says that no broker answers, and examines the store all the same', async () => {
    const { findings, skipped } = await visited({ inputs: ['in'], brokers: '127.0.0.1:1' });
    expect(findings.map(({ code }) => code)).toEqual(['brokers_unreachable']);
    expect(skipped.map(({ why }) => why)).toContain('no broker answers');
    const whole = await withCopy(postgres, store.url, (database) =>
      examined(database, { ofKafka: () => [{ area: 'kafka', name: 'x', find: () => Promise.resolve(findings) }] }),
    );
    expect(named(whole.findings)).toEqual(['brokers_unreachable undefined']);
  });
});
