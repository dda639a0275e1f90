import { choice, integer, type Kind } from '../kind.ts';
import { defaulted, optional } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';
import { TOPIC_NAME } from './topic-name.ts';

/** The name of one topic. */
export const topic = (): Kind<string> => ({
  name: 'text',
  expected: 'the name of a topic',
  read: (given) => (TOPIC_NAME.test(given) ? { value: given } : null),
});

/** The topics of the results. */
export const topicSettings = settingsGroup({
  title: 'Topics',
  settings: {
    snapshotsTopic: defaulted({
      name: 'SNAPSHOTS_TOPIC',
      kind: topic(),
      default: 'acv.snapshots.v1',
      description: 'The topic for snapshots.',
    }),
    contractsTopic: defaulted({
      name: 'CONTRACTS_TOPIC',
      kind: topic(),
      default: 'acv.contracts.v1',
      description: 'The topic for the measures of each contract as they are today.',
    }),
  },
  faultsOf: ({ snapshotsTopic, contractsTopic }) =>
    snapshotsTopic === contractsTopic
      ? [`SNAPSHOTS_TOPIC and CONTRACTS_TOPIC are both ${JSON.stringify(snapshotsTopic)}: expected two topics`]
      : [],
});

/** How missing topics are created, for every app that uses some. */
export const topicCreationSettings = settingsGroup({
  title: 'Topic creation',
  settings: {
    creation: defaulted({
      name: 'TOPIC_CREATION',
      kind: choice('allowed', 'forbidden'),
      default: 'allowed',
      description: 'Whether missing topics are created at the start.',
    }),
    partitions: defaulted({
      name: 'TOPIC_PARTITIONS',
      kind: integer({ min: 1, max: 10_000 }),
      default: '6',
      description: 'How many partitions a created topic has.',
    }),
    replication: optional({
      name: 'TOPIC_REPLICATION',
      kind: integer({ min: 1, max: 16 }),
      description: "How many replicas a created topic has; without it the cluster's own default applies.",
    }),
  },
});
