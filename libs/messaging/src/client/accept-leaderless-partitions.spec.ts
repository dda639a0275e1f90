import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { acceptLeaderlessPartitions } from './accept-leaderless-partitions.ts';

type Parse = (metadata: object) => Promise<unknown>;

const require = createRequire(import.meta.url);

/** What kafkajs makes of an answer about a topic with two partitions. */
const parsed = (version: number, topicErrorCode: number, partitionErrorCode: number): Promise<unknown> => {
  acceptLeaderlessPartitions();
  const { parse } = require(`kafkajs/src/protocol/requests/metadata/v${version}/response`) as { parse: Parse };
  return parse(answer(topicErrorCode, partitionErrorCode));
};

const answer = (topicErrorCode: number, partitionErrorCode: number) => ({
  brokers: [],
  topicMetadata: [
    {
      topicErrorCode,
      topic: 'rates',
      partitionMetadata: [
        { partitionErrorCode: 0, partitionId: 0, leader: 1 },
        { partitionErrorCode, partitionId: 1, leader: -1 },
      ],
    },
  ],
});

describe('an answer about topics', () => {
  it.each([0, 1, 2, 3, 4, 5, 6])('of version %d counts as a whole if a partition has no leader', async (version) => {
    expect(await parsed(version, 0, 5)).toEqual(answer(0, 5));
  });

  it('is an error if a topic is unknown, or a partition has any other fault', async () => {
    await expect(parsed(6, 3, 0)).rejects.toMatchObject({ type: 'UNKNOWN_TOPIC_OR_PARTITION' });
    await expect(parsed(6, 0, 9)).rejects.toMatchObject({ type: 'REPLICA_NOT_AVAILABLE' });
  });
});
