import { countInWords } from '@app/domain';
import type { Database } from '@app/persistence';
import type { ProgressLine } from '../../progress-line.ts';
import { PortInUseError, type ServedPage, startPage } from '../../serve/start-page.ts';
import { interruptibly, untilInterrupted } from '../../store/interruption.ts';
import { withMigratedStore } from '../../store/with-store.ts';
import { liveStory } from './live-story.ts';
import { playLive } from './play-live.ts';

/** Long enough to see a figure change and to ask why, short enough to see a month within two minutes. */
const PACE_MS = 2000;

const addressText = ({ url }: ServedPage): string =>
  `\nThe page is at ${url}\nThe story goes on there: an event of 2026 every ${PACE_MS / 1000} s. Ctrl-C ends it and keeps the books.\n`;

/** Plays the story until it is told, and rejects if an event fails. What ends the demo is a signal. */
const toldOnTheSide = async (database: Database, signal: AbortSignal, progressLine: ProgressLine): Promise<void> => {
  let told = 0;
  const onEvent = (day: string): void => progressLine.show(`${countInWords((told += 1), 'event')} up to ${day}`);
  await playLive(database, liveStory(), { paceMs: PACE_MS, signal, onEvent });
  progressLine.done('The story is told. The page stays until Ctrl-C.');
};

/** Whatever else runs on this machine, the demo finds a port. */
const startPageSomewhere = async (database: Database, port: number): Promise<ServedPage> => {
  try {
    return await startPage(database, port);
  } catch (error) {
    if (!(error instanceof PortInUseError)) throw error;
    return startPage(database, 0);
  }
};

const served = async (
  database: Database,
  { port, progressLine }: ServedDemo,
  interrupted: Promise<never>,
): Promise<never> => {
  const page = await startPageSomewhere(database, port);
  process.stdout.write(addressText(page));
  const ending = new AbortController();
  const telling = toldOnTheSide(database, ending.signal, progressLine);
  // Rejects only before the signal: a story that is told ends nothing.
  const failing = telling.then(() => interrupted);
  try {
    return await Promise.race([interrupted, failing]);
  } finally {
    ending.abort();
    await Promise.allSettled([telling, failing]);
    await page.close();
  }
};

export type ServedDemo = Readonly<{ books: string; port: number; progressLine: ProgressLine }>;

/** Shows the books of the demo in the browser, and lets the company live on until a signal ends it. */
export const serveLive = (demo: ServedDemo): Promise<void> =>
  untilInterrupted(() =>
    interruptibly((interrupted) =>
      withMigratedStore({ books: demo.books }, (database) => served(database, demo, interrupted)),
    ),
  );
