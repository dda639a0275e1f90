import { describe, expect, it } from '@jest/globals';
import { deadLetterShape, inputShape, outputShape, shapeWarnings, topicConfig } from './topic-plan.ts';

describe('shapeWarnings', () => {
  it('has none for settings that are as planned, larger or not returned', () => {
    expect(shapeWarnings(deadLetterShape('in', 1_000), { 'max.message.bytes': '66536' })).toEqual([]);
    expect(shapeWarnings(deadLetterShape('in', 1_000), { 'max.message.bytes': '99999999' })).toEqual([]);
    expect(shapeWarnings(deadLetterShape('in', 1_000), {})).toEqual([]);
    expect(shapeWarnings(outputShape('out'), { 'cleanup.policy': 'compact' })).toEqual([]);
    expect(shapeWarnings(outputShape('out'), {})).toEqual([]);
    expect(shapeWarnings(inputShape('in'), { 'cleanup.policy': 'delete' })).toEqual([]);
    expect(shapeWarnings(inputShape('in'), {})).toEqual([]);
    expect(shapeWarnings(inputShape('rates', true), { 'cleanup.policy': 'compact' })).toEqual([]);
  });

  it('names a dead-letter topic that is a byte too small', () => {
    const [warning] = shapeWarnings(deadLetterShape('in', 1_000), { 'max.message.bytes': '66535' });
    expect(warning).toContain('in.dlq: max.message.bytes is 66535, below 66536');
  });

  it.each(['delete', 'compact,delete'])('names an output whose policy is %s', (policy) => {
    expect(shapeWarnings(outputShape('out'), { 'cleanup.policy': policy })).toHaveLength(1);
  });
});

describe('shapeWarnings of an input', () => {
  it.each(['compact', 'compact,delete', 'delete, compact'])('says what its policy %s removes', (policy) => {
    const [warning] = shapeWarnings(inputShape('in'), { 'cleanup.policy': policy });
    expect(warning).toContain(`in: cleanup.policy is '${policy}', not 'delete': Kafka removes the earlier events`);
  });
});

describe('topicConfig', () => {
  it('leaves the replication to the brokers unless it is given', () => {
    const plan = { inputs: [], outputs: [], mayCreate: true };
    expect(topicConfig(outputShape('out'), plan)).toMatchObject({ numPartitions: 6, replicationFactor: -1 });
    expect(topicConfig(outputShape('out'), { ...plan, partitions: 1, replicationFactor: 3 })).toEqual({
      topic: 'out',
      numPartitions: 1,
      replicationFactor: 3,
      configEntries: [{ name: 'cleanup.policy', value: 'compact' }],
    });
  });
});
