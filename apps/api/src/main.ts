import 'reflect-metadata';
import { runAsProcess } from '@app/host/service';
import { apiAppSettings } from './api-app-settings.ts';
import { startApi } from './start-api.ts';

await runAsProcess({ name: 'api', groups: apiAppSettings, start: startApi });
