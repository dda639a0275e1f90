import {
  databaseSettings,
  kafkaSettings,
  logSettings,
  policySettings,
  type Settings,
  snapshotSettings,
  topicSettings,
  watchSettings,
} from '@app/platform';

export const snapshotterSettings = {
  kafka: kafkaSettings,
  snapshots: snapshotSettings,
  topics: topicSettings,
  database: databaseSettings,
  policy: policySettings,
  log: logSettings,
  watch: watchSettings(8081),
};

export type SnapshotterSettings = Settings<typeof snapshotterSettings>;
