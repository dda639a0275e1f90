import {
  apiSettings,
  logSettings,
  operatorSettings,
  readerSettings,
  type Settings,
  topicSettings,
  watchSettings,
} from '@app/platform';

export const apiAppSettings = {
  api: apiSettings,
  database: readerSettings,
  log: logSettings,
  operator: operatorSettings,
  topics: topicSettings,
  watch: watchSettings(8082),
};

export type ApiSettings = Settings<typeof apiAppSettings>;
