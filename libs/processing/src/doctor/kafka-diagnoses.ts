import type { Diagnosis } from './diagnosis.ts';

type Own = Readonly<Record<string, Diagnosis>>;

const error = { area: 'kafka', severity: 'error' } as const;
const warning = { area: 'kafka', severity: 'warning' } as const;
const note = { area: 'kafka', severity: 'note' } as const;

const TOPICS = 'npm run --silent acv -- topics';

export const KAFKA_DIAGNOSES = {
  brokers_unreachable: {
    ...error,
    title: 'no broker answers',
    todo: 'Start the brokers, or correct KAFKA_BROKERS and the login.',
    command: null,
  },
  topic_missing: {
    ...error,
    title: 'a topic is missing',
    todo: 'Create it. Services create missing topics at their start unless TOPIC_CREATION forbids it.',
    command: TOPICS,
  },
  partition_offline: {
    ...error,
    title: 'a partition has no leader',
    todo: 'Start the broker that has its records.',
    command: null,
  },
  replicas_too_few: {
    ...error,
    title: 'a partition has fewer replicas in sync than it needs for a write',
    todo: 'Start the brokers that are missing, or lower min.insync.replicas.',
    command: null,
  },
  replicas_out_of_sync: {
    ...warning,
    title: 'a partition has replicas that are out of sync',
    todo: 'Start the brokers that are missing.',
    command: null,
  },
  replication_none: {
    ...warning,
    title: 'a topic has one copy, although there are several brokers',
    todo: 'Add replicas, because the loss of one broker loses the topic.',
    command: null,
  },
  input_compacted: {
    ...warning,
    title: 'an input topic is compacted',
    todo: 'Set cleanup.policy to delete: Kafka removes the earlier events of each contract.',
    command: null,
  },
  output_not_compacted: {
    ...warning,
    title: 'an output topic is not compacted',
    todo: 'Set cleanup.policy to compact, or records of keys that rest are lost. Then publish everything again.',
    command: null,
  },
  dead_letters_compacted: {
    ...warning,
    title: 'a topic of dead letters is compacted',
    todo: 'Set cleanup.policy to delete: compaction removes refused events with the same key, and refuses those without one.',
    command: null,
  },
  dead_letters_too_small: {
    ...warning,
    title: 'a topic of dead letters cannot take the largest refused event',
    todo: 'Raise its max.message.bytes, or the first large one blocks all later ones.',
    command: null,
  },
  messages_too_small: {
    ...warning,
    title: 'a topic cannot take the largest record that the program may write',
    todo: 'Raise its max.message.bytes to Kafka’s default at least.',
    command: null,
  },
  leader_election_unclean: {
    ...warning,
    title: 'a topic may elect a leader that lacks acknowledged records',
    todo: 'Switch unclean.leader.election.enable off.',
    command: null,
  },
  retention_short: {
    ...warning,
    title: 'an input topic keeps events for less than a day',
    todo: 'Raise retention.ms: a processor that stands still for that long loses events.',
    command: null,
  },
  retention_near: {
    ...warning,
    title: 'unread events are soon removed by retention',
    todo: 'Raise retention.ms now, then let the processors catch up.',
    command: null,
  },
  retention_gap: {
    ...error,
    title: 'events were removed before they were read',
    todo: 'Find the missing events and replay them. Then let the partition go on where its log begins (docs/how-to/recover.md).',
    command: null,
  },
  topic_recreated: {
    ...error,
    title: 'a topic was deleted and created again, or it is another cluster',
    todo: 'If it is another cluster, correct the settings. Else replay the events that had not been read, and begin at the start of the new log (docs/how-to/recover.md).',
    command: null,
  },
  partition_gone: {
    ...error,
    title: 'a partition that was read is no longer in its topic',
    todo: 'If it is another cluster, correct the settings. Else the topic was created again with fewer partitions: replay what had not been read, and begin at the start of the new log (docs/how-to/recover.md).',
    command: null,
  },
  partitions_added: {
    ...note,
    title: 'partitions were added, so keys go to other partitions',
    todo: 'Nothing, once the older partitions are read to their ends. Until then, later events of these contracts may be read before earlier ones.',
    command: null,
  },
  group_behind: {
    ...warning,
    title: 'records wait to be read',
    todo: 'Start a processor, or more of them. If one runs, its log says what it waits for.',
    command: null,
  },
  progress_behind_group: {
    ...warning,
    title: 'the store is behind what the group has read',
    todo: 'The store was put back to an earlier state. A processor goes on from there by itself; publish everything again afterwards (docs/how-to/recover.md).',
    command: 'npm run --silent acv -- republish',
  },
  acl_missing: {
    ...error,
    title: 'the brokers forbid an operation that the services need',
    todo: 'Add the ACL.',
    command: null,
  },
  topics_mixed: {
    ...error,
    title: 'one topic is used for two things',
    todo: 'Give each its own topic: INPUT_TOPICS, SNAPSHOTS_TOPIC, CONTRACTS_TOPIC.',
    command: null,
  },
} as const satisfies Own;
