import { setTimeout } from 'node:timers/promises';
import type { CivilDate } from '@app/domain';
import type { Database } from '@app/persistence';
import { replay, type SourceBatch } from '@app/processing';
import { PostgresReplayStore } from '../../replay/postgres-replay-store.ts';
import type { LiveStep } from './live-story.ts';

type Playing = Readonly<{
  /** The pause between two events. */
  paceMs: number;
  signal: AbortSignal;
  /** Called once an event is in the figures. */
  onEvent: (day: CivilDate) => void;
}>;

async function* sourceOf({ batch }: LiveStep): AsyncGenerator<SourceBatch> {
  yield { batch, shareRead: null };
}

const silent = { onStep: () => undefined, onRefused: () => Promise.resolve() };

/** Takes the books from event to event, each as of the day on which it is recorded, until the story or the demo ends. */
export const playLive = async (
  database: Database,
  story: AsyncIterable<LiveStep>,
  { paceMs, signal, onEvent }: Playing,
): Promise<void> => {
  const now = (): Date => new Date();
  const store = new PostgresReplayStore(database, now);
  for await (const step of story) {
    await setTimeout(paceMs, undefined, { signal });
    const { day, rates } = step;
    const input = { source: sourceOf(step), asOf: day, policy: null, rates };
    await replay(store, input, { today: () => day, now, listener: silent });
    onEvent(day);
  }
};
