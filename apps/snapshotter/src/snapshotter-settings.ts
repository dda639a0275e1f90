import {
  databaseSettings,
  kafkaSettings,
  logSettings,
  policySettings,
  type Settings,
  snapshotSettings,
  topicCreationSettings,
  topicSettings,
  traceSettings,
  watchSettings,
} from '@app/platform';

export const snapshotterSettings = {
  kafka: kafkaSettings,
  snapshots: snapshotSettings,
  topics: topicSettings,
  topicCreation: topicCreationSettings,
  database: databaseSettings,
  policy: policySettings,
  log: logSettings,
  trace: traceSettings,
  watch: watchSettings(8081),
};

export type SnapshotterSettings = Settings<typeof snapshotterSettings>;
