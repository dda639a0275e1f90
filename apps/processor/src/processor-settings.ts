import {
  consumerSettings,
  databaseSettings,
  kafkaSettings,
  policySettings,
  type Settings,
  topicSettings,
  watchSettings,
} from '@app/platform';

export const processorSettings = {
  kafka: kafkaSettings,
  consumer: consumerSettings,
  topics: topicSettings,
  database: databaseSettings,
  policy: policySettings,
  watch: watchSettings,
};

export type ProcessorSettings = Settings<typeof processorSettings>;
