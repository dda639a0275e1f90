import { apiSettings, logSettings, readerSettings, type Settings, watchSettings } from '@app/platform';

export const apiAppSettings = {
  api: apiSettings,
  database: readerSettings,
  log: logSettings,
  watch: watchSettings(8082),
};

export type ApiSettings = Settings<typeof apiAppSettings>;
