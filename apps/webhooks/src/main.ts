import 'reflect-metadata';
import { runAsProcess } from '@app/host/service';
import { startWebhooks } from './start-webhooks.ts';
import { webhooksSettings } from './webhooks-settings.ts';

await runAsProcess({ name: 'webhooks', groups: webhooksSettings, start: startWebhooks });
