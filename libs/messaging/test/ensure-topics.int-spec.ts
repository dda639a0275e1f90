import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTopic, type KafkaService, startKafka, withAdmin } from '../../../test/services/kafka.ts';
import { ensureTopics, type KafkaClient, kafkaClient } from '../src/index.ts';
import { silent } from './consuming.ts';

let service: KafkaService;
let kafka: KafkaClient;

beforeAll(async () => {
  service = await startKafka();
  kafka = kafkaClient({ brokers: service.brokers.split(','), clientId: 'test' }, silent);
});
afterAll(() => service.stop());

const settings = (topic: string): Promise<Record<string, string>> =>
  withAdmin(service, async (admin) => {
    const described = await admin.describeConfigs({ resources: [{ type: 2, name: topic }], includeSynonyms: false });
    const entries = described.resources.flatMap(({ configEntries }) => configEntries);
    return Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]));
  });

const partitions = (topic: string): Promise<number | undefined> =>
  withAdmin(service, async (admin) => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions.length;
  });

describe('ensureTopics', () => {
  it('creates missing topics: inputs, compacted outputs, dead letters with 64 KiB more than their source', async () => {
    const large = await createTopic(service, { prefix: 'large', config: { 'max.message.bytes': '3000000' } });
    const fresh = `fresh-${randomUUID()}`;
    const output = `snapshots-${randomUUID()}`;
    const plan = { inputs: [large, fresh], outputs: [output], partitions: 4, mayCreate: true };
    const report = await ensureTopics(kafka, plan);
    expect(report.created).toEqual([fresh, `${large}.dlq`, `${fresh}.dlq`, output]);
    expect(report.warnings).toEqual([]);
    expect(await settings(`${large}.dlq`)).toMatchObject({ 'max.message.bytes': '3065536' });
    expect(await settings(`${fresh}.dlq`)).toMatchObject({ 'max.message.bytes': String(1_048_588 + 65_536) });
    expect(await settings(fresh)).toMatchObject({ 'cleanup.policy': 'delete' });
    expect(await settings(output)).toMatchObject({ 'cleanup.policy': 'compact' });
    expect(await partitions(fresh)).toBe(4);
    expect(await ensureTopics(kafka, plan)).toMatchObject({ created: [], missing: [], warnings: [] });
  });

  it('only reports missing topics if it may not create them', async () => {
    const input = `input-${randomUUID()}`;
    const report = await ensureTopics(kafka, { inputs: [input], outputs: [`${input}.out`], mayCreate: false });
    expect(report).toMatchObject({ created: [], missing: [input, `${input}.dlq`, `${input}.out`] });
  });

  it('warns of an input that is compacted, and of one whose records are states not', async () => {
    const input = await createTopic(service, { prefix: 'input', config: { 'cleanup.policy': 'compact' } });
    const plan = { inputs: [input], outputs: [], mayCreate: true };
    const { warnings, compactedInputs } = await ensureTopics(kafka, plan);
    expect(warnings).toEqual([expect.stringContaining(`${input}: cleanup.policy is 'compact', not 'delete'`)]);
    expect(compactedInputs).toEqual([input]);
    expect(await ensureTopics(kafka, { ...plan, inputsAreStates: true })).toMatchObject({
      ...{ warnings: [], compactedInputs: [] },
    });
  });

  it('warns of an output that is not compacted and of a dead-letter topic that is too small', async () => {
    const input = await createTopic(service, { prefix: 'input' });
    const output = await createTopic(service, { prefix: 'output' });
    await createTopic(service, { topic: `${input}.dlq` });
    const { warnings } = await ensureTopics(kafka, { inputs: [input], outputs: [output], mayCreate: true });
    expect(warnings).toEqual([
      `${input}.dlq: max.message.bytes is 1048588, below 1114124: a large dead letter would block it.`,
      `${output}: cleanup.policy is 'delete', not 'compact': the state of a key can be lost.`,
    ]);
  });
});
