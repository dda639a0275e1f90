import { until } from '../measure/run.ts';
import { monthOf, today } from '../load/days.ts';
import type { LoadPlan } from '../load/load-plan.ts';
import type { Child } from '../measure/child.ts';
import { readSnapshots, type SnapshotReader } from '../services/snapshot-reader.ts';
import type { Store } from '../services/store.ts';
import type { World } from '../services/world.ts';
import { environmentOf } from './ours.ts';
import { type Processing, startProcessors } from './processor.ts';
import { startService } from './start-service.ts';

/** The whole stream on one store: a processor, a snapshotter with the shortest interval, and a reader of its topic. */
export type Stream = Readonly<{
  processing: Processing;
  snapshotter: Child;
  reader: SnapshotReader;
  stop: () => Promise<void>;
}>;

const TAKE_INTERVAL_MS = '100';

/** The key of a segment's snapshot of the open month. */
export const openMonth = (dimension: string, segment: string): string =>
  `month|${monthOf(today())}|${dimension}|${segment}`;

/**
 * Resolves once the snapshots of the store have been taken and the open month has been read. Events are sent to move
 * it, because a month in which nothing moved since its last take is not written again.
 */
export const startStream = async (world: World, store: Store, waking: LoadPlan): Promise<Stream> => {
  const processing = await startProcessors(world, store);
  const reader = await readSnapshots(world, processing.outputs.snapshots);
  const environment = environmentOf(world, store, processing.input, processing.outputs);
  const snapshotter = startService('snapshotter', { ...environment, TAKE_INTERVAL_MS });
  await processing.send(waking);
  const all = openMonth('all', 'all');
  await until('the open month is on its topic', () => reader.read.some(({ key }) => key === all), {
    child: snapshotter,
  });
  return {
    processing,
    snapshotter,
    reader,
    stop: async () => {
      await reader.stop();
      await snapshotter.end('SIGTERM');
      await processing.stop();
    },
  };
};
