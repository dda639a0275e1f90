import 'reflect-metadata';
import { runAsProcess } from '../../service/src/run-as-process.ts';
import { snapshotterSettings } from './snapshotter-settings.ts';
import { startSnapshotter } from './start-snapshotter.ts';

await runAsProcess({ name: 'snapshotter', groups: snapshotterSettings, start: startSnapshotter });
