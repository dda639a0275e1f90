import {
  consumerSettings,
  databaseSettings,
  kafkaSettings,
  policySettings,
  type SettingsGroups,
  snapshotSettings,
  topicSettings,
  watchSettings,
} from '@app/platform';
import { producerSettings } from '../../apps/producer/src/producer-settings.ts';

/** Which groups of settings each app reads from its environment. */
export const SETTINGS_BY_APP: Readonly<Record<string, SettingsGroups>> = {
  processor: {
    kafka: kafkaSettings,
    consumer: consumerSettings,
    topics: topicSettings,
    database: databaseSettings,
    policy: policySettings,
    watch: watchSettings,
  },
  snapshotter: {
    kafka: kafkaSettings,
    topics: topicSettings,
    database: databaseSettings,
    policy: policySettings,
    snapshots: snapshotSettings,
    watch: watchSettings,
  },
  producer: producerSettings,
};
