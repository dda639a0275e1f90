import type { Clock, Logger, Metrics } from '@app/platform';
import {
  AsOfMovesBackError,
  type Books,
  type TakeOutcome,
  type TakeSnapshots,
  type ThinRevisions,
} from '@app/processing';
import { todayIn, type UnderPolicy } from '@app/host';
import type { DayTurn } from './day-turn.ts';

export type TakeOnce = Readonly<{
  books: Books;
  store: UnderPolicy<TakeSnapshots>;
  dayTurn: DayTurn;
  thinning: ThinRevisions;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
}>;

/** The clock was set back: nothing is measured twice, so the days that were taken already are waited out. */
const unlessBack = async (
  take: () => Promise<TakeOutcome | null>,
  { logger }: TakeOnce,
): Promise<TakeOutcome | null> => {
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof AsOfMovesBackError)) throw error;
    logger.warn({ last: error.last, given: error.given }, `waits: ${error.message}`);
    return null;
  }
};

/** Takes what is stale as of this moment, unless another snapshotter does. Tells whether it wrote something. */
export const takeOnce = async (of: TakeOnce): Promise<boolean> => {
  const { books, store, dayTurn, thinning, clock, logger, metrics } = of;
  await books.sawSnapshotter();
  const now = clock.now();
  const today = todayIn(store.timezone, clock);
  await dayTurn.arrive(today, now);
  const startedAt = performance.now();
  const outcome = await unlessBack(() => store.run((takes) => takes.take(today, now)), of);
  metrics.stalePeriods.set(0);
  // Behind the take: what it writes of today is the last of today.
  if (outcome !== null) await thinning.thin(today);
  if (outcome === null || outcome.periods === 0) return false;
  const seconds = (performance.now() - startedAt) / 1000;
  metrics.snapshotSeconds.observe(seconds);
  logger.info({ ...outcome, seconds }, 'snapshots taken');
  return outcome.revisions > 0;
};
