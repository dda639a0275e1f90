import { duration } from '../kind.ts';
import { defaulted } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';

/** The times at which snapshots are taken. */
export const snapshotSettings = settingsGroup({
  title: 'Snapshots',
  settings: {
    takeIntervalMs: defaulted({
      name: 'TAKE_INTERVAL_MS',
      kind: duration({ minMs: 100, maxMs: 3_600_000 }),
      default: '1s',
      description:
        'How long to wait after a take before looking for stale periods again; while folds are behind, at least as long as the take lasted beyond two seconds.',
    }),
  },
});
