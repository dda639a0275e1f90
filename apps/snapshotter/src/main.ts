import 'reflect-metadata';
import { runAsProcess } from '@app/host/service';
import { snapshotterSettings } from './snapshotter-settings.ts';
import { startSnapshotter } from './start-snapshotter.ts';

await runAsProcess({ name: 'snapshotter', groups: snapshotterSettings, start: startSnapshotter });
