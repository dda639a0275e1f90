import { Option } from 'commander';

export type TopicOptions = Readonly<{ snapshotsTopic: string; contractsTopic: string }>;

const topicOption = (records: string, variable: string, topic: string): Option =>
  new Option(`--${records}-topic <topic>`, `the topic for ${records}`).env(variable).default(topic);

/** Like `contractsTopicOption`: given as an option, or in the variable that the services read. */
export const snapshotsTopicOption = (): Option => topicOption('snapshots', 'SNAPSHOTS_TOPIC', 'acv.snapshots.v1');

export const contractsTopicOption = (): Option => topicOption('contracts', 'CONTRACTS_TOPIC', 'acv.contracts.v1');

/** The options of a command that changes books and publishes what it has changed. */
export type PublishOptions = TopicOptions & Readonly<{ publish: boolean; dryRun?: true }>;

/** The topics that the changed records go to; null with `--no-publish`, and in a dry run. */
export const publishedTopics = ({
  publish,
  dryRun,
  snapshotsTopic,
  contractsTopic,
}: PublishOptions): Readonly<Record<keyof TopicOptions, string | null>> =>
  publish && dryRun !== true ? { snapshotsTopic, contractsTopic } : { snapshotsTopic: null, contractsTopic: null };
