import { Option } from 'commander';

export type TopicOptions = Readonly<{ snapshotsTopic: string; contractsTopic: string }>;

const topicOption = (records: string, variable: string, topic: string): Option =>
  new Option(`--${records}-topic <topic>`, `the topic for ${records}`).env(variable).default(topic);

/** Like `contractsTopicOption`: given as an option, or in the variable that the services read. */
export const snapshotsTopicOption = (): Option => topicOption('snapshots', 'SNAPSHOTS_TOPIC', 'acv.snapshots.v1');

export const contractsTopicOption = (): Option => topicOption('contracts', 'CONTRACTS_TOPIC', 'acv.contracts.v1');
