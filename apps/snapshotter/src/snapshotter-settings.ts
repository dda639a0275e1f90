import {
  databaseSettings,
  kafkaSettings,
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
  watch: watchSettings,
};

export type SnapshotterSettings = Settings<typeof snapshotterSettings>;
