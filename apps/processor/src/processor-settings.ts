import {
  consumerSettings,
  databaseSettings,
  foldSettings,
  kafkaSettings,
  logSettings,
  policySettings,
  type Settings,
  topicCreationSettings,
  topicSettings,
  traceSettings,
  watchSettings,
} from '@app/platform';
import { ratesSettings } from './rates/rates-settings.ts';

export const processorSettings = {
  kafka: kafkaSettings,
  consumer: consumerSettings,
  rates: ratesSettings,
  topics: topicSettings,
  topicCreation: topicCreationSettings,
  database: databaseSettings,
  fold: foldSettings,
  policy: policySettings,
  log: logSettings,
  trace: traceSettings,
  watch: watchSettings(8080),
};

export type ProcessorSettings = Settings<typeof processorSettings>;
