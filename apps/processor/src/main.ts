import 'reflect-metadata';
import { runAsProcess } from '@app/host/service';
import { processorSettings } from './processor-settings.ts';
import { startProcessor } from './start-processor.ts';

await runAsProcess({ name: 'processor', groups: processorSettings, start: startProcessor });
