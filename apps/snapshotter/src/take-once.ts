import type { PostgresTraces } from '@app/persistence';
import type { Clock, Logger, Tracing } from '@app/platform';
import type { Metrics } from '@app/platform/service';
import {
  AsOfMovesBackError,
  type Books,
  type TakeOutcome,
  type TakeSnapshots,
  type ThinRevisions,
} from '@app/processing';
import { todayIn } from '@app/host';
import type { UnderPolicy } from '@app/host/service';
import type { DayTurn } from './day-turn.ts';

export type TakeOnce = Readonly<{
  books: Books;
  store: UnderPolicy<Readonly<{ takes: TakeSnapshots }>>;
  dayTurn: DayTurn;
  thinning: ThinRevisions;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  tracing: Tracing;
  traces: Pick<PostgresTraces, 'untaken'>;
}>;

/** If the clock was set back, waits until it reaches the last day taken, because no day is measured twice. */
const unlessBack = async (
  take: () => Promise<TakeOutcome | null>,
  { logger }: TakeOnce,
): Promise<TakeOutcome | null> => {
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof AsOfMovesBackError)) throw error;
    logger.warn({ last: error.last, given: error.given }, `waiting: ${error.message}`);
    return null;
  }
};

/** A take that found nothing stale has no span. */
const spanOf = ({ traces }: TakeOnce) => ({
  name: 'take',
  about: () => traces.untaken(),
  said: (outcome: TakeOutcome | null) => (outcome === null || outcome.periods === 0 ? null : { ...outcome }),
});

/** Takes the stale periods as of now, unless another snapshotter does. Resolves with whether revisions were written. */
export const takeOnce = async (of: TakeOnce): Promise<boolean> => {
  const { books, store, dayTurn, thinning, clock, logger, metrics, tracing } = of;
  await books.sawSnapshotter();
  const now = clock.now();
  const today = todayIn(store.timezone, clock);
  await dayTurn.arrive(today, now);
  const startedAt = performance.now();
  const take = () => store.run(({ takes }) => takes.take(today, now));
  const outcome = await unlessBack(() => tracing.span(spanOf(of), take), of);
  metrics.stalePeriods.set(0);
  metrics.lastTake.set(clock.now().getTime() / 1000);
  // After the take, because its revisions are the last of today.
  if (outcome !== null) await thinning.thin(today);
  if (outcome === null || outcome.periods === 0) return false;
  const seconds = (performance.now() - startedAt) / 1000;
  metrics.snapshotSeconds.observe(seconds);
  metrics.restatedRevisions.inc(outcome.restated);
  logger.info({ ...outcome, seconds }, 'snapshots taken');
  return outcome.revisions > 0;
};
