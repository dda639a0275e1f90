import type { SettingsGroups } from '@app/platform';
import { apiAppSettings } from '../../apps/api/src/api-app-settings.ts';
import { processorSettings } from '../../apps/processor/src/processor-settings.ts';
import { producerSettings } from '../../apps/producer/src/producer-settings.ts';
import { snapshotterSettings } from '../../apps/snapshotter/src/snapshotter-settings.ts';
import { webhooksSettings } from '../../apps/webhooks/src/webhooks-settings.ts';

/** Which groups of settings each app reads from its environment. */
export const SETTINGS_BY_APP: Readonly<Record<string, SettingsGroups>> = {
  processor: processorSettings,
  snapshotter: snapshotterSettings,
  producer: producerSettings,
  api: apiAppSettings,
  webhooks: webhooksSettings,
};
