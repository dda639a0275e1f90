import 'reflect-metadata';
import { runAsProcess } from '@app/host';
import { startWebhooks } from './start-webhooks.ts';
import { webhooksSettings } from './webhooks-settings.ts';

await runAsProcess({ name: 'webhooks', groups: webhooksSettings, start: startWebhooks });
