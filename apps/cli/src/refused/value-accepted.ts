import { countInWords } from '@app/domain';
import { lastTakenDay, PostgresBooks } from '@app/persistence';
import { SystemClock } from '@app/platform';
import { replay, type ReplaySource } from '@app/processing';
import { PostgresReplayStore } from '../replay/postgres-replay-store.ts';
import type { ExistingStore } from '../store/existing-store.ts';

const nothing = async function* (): ReplaySource {
  // The events are in the ledger already.
};

/**
 * Values the accepted events and takes the snapshots of the last day again, unless services do so. Says what was done.
 */
export const valueAccepted = async ({ database }: ExistingStore): Promise<string> => {
  if (await new PostgresBooks(database).isSnapshotterAtWork()) return 'The running services value them.';
  const asOf = await lastTakenDay(database);
  if (asOf === null) return 'No snapshots were taken yet: acv replay takes them.';
  const clock = new SystemClock();
  const now = () => clock.now();
  const { take } = await replay(
    new PostgresReplayStore(database, now),
    { source: nothing(), asOf, policy: null, rates: [] },
    { now, today: () => asOf, listener: { onStep: () => undefined, onRefused: async () => undefined } },
  );
  const periods = take?.periods ?? 0;
  return periods === 0
    ? `No figure changed as of ${asOf}.`
    : `The snapshots of ${countInWords(periods, 'period')} were taken again, as of ${asOf}.`;
};
