import { UsageError } from '@app/host';
import type { Door } from '../ingest/accept-webhook.ts';
import type { WebhooksSettings } from '../webhooks-settings.ts';
import { SYSTEM_SETTINGS } from './system-settings.ts';
import { type System, SYSTEMS } from './systems.ts';

type Doors = Readonly<Record<System, Door | null>>;

const doorOf = (settings: WebhooksSettings, system: System): Door | null => {
  const { secrets, topic, patienceMs } = settings[system];
  return secrets === null ? null : { secrets, topic, patienceMs, toleranceMs: settings.server.toleranceMs };
};

/** The systems that have secrets. Throws `UsageError` if none has. */
export const doorsOf = (settings: WebhooksSettings): Doors => {
  if (SYSTEMS.every((system) => settings[system].secrets === null)) {
    const names = SYSTEMS.map((system) => SYSTEM_SETTINGS[system].settings.secrets.name);
    throw new UsageError(`No webhooks can be received: expected at least one of ${names.join(', ')}`);
  }
  return {
    stripe: doorOf(settings, 'stripe'),
    chargebee: doorOf(settings, 'chargebee'),
    paddle: doorOf(settings, 'paddle'),
    recurly: doorOf(settings, 'recurly'),
    zuora: doorOf(settings, 'zuora'),
    maxio: doorOf(settings, 'maxio'),
    killbill: doorOf(settings, 'killbill'),
  };
};

/** The topics of the systems that are set up, each once. */
export const topicsOf = (doors: Doors): readonly string[] => [
  ...new Set(SYSTEMS.flatMap((system) => doors[system]?.topic ?? [])),
];
