import { type Database, failureClass } from '@app/persistence';
import { messageOf } from '@app/platform';
import type { Status } from '@app/processing';
import { moment, wrapped } from '../readable.ts';
import { statusJson } from '../status/status-json.ts';
import { statusOf } from '../status/status-of.ts';
import { statusText } from '../status/status-text.ts';
import { existingStore } from '../store/existing-store.ts';
import type { Screen } from './screen.ts';
import { stillText } from './still-text.ts';

export type Watching = Readonly<{
  screen: Screen;
  isTerminal: boolean;
  json: boolean;
  places: number;
  everySeconds: number;
  now: () => Date;
  /** Resolves when it is time to look again, and rejects when the command has to end. */
  pause: () => Promise<void>;
}>;

type Failed = Readonly<{ since: Date; message: string }>;

/** The status, or the reason why the store cannot be read now. The policy is read anew: a restatement may change it. */
const look = async (database: Database): Promise<Readonly<{ status: Status } | { failed: string }>> => {
  try {
    return { status: await statusOf(await existingStore(database)).now() };
  } catch (error) {
    if (failureClass(error) === 'retry') return { failed: messageOf(error) };
    throw error;
  }
};

/** On a terminal the text says how long ago the last news came, so it is always another one. */
const textOf = (status: Status | null, failed: Failed | null, watching: Watching): string => {
  const { isTerminal, json, places, everySeconds, now } = watching;
  if (json) return status === null ? '' : statusJson(status);
  const parts = status === null ? [] : [statusText(status, places)];
  if (failed !== null) parts.push(wrapped(`The store cannot be read since ${moment(failed.since)}: ${failed.message}`));
  if (isTerminal) {
    const still = status === null || failed !== null ? '' : `${stillText(status.data, now())}\n`;
    parts.push(`${still}Looks again every ${everySeconds} s; Ctrl-C ends it.`);
  }
  return parts.join('\n\n');
};

/** Shows the status again and again, until `pause` rejects. A store that is away is waited for. */
export const watchStatus = async (database: Database, watching: Watching): Promise<never> => {
  let status: Status | null = null;
  let failed: Failed | null = null;
  let shown = '';
  for (;;) {
    const seen = await look(database);
    if ('status' in seen) {
      status = seen.status;
      failed = null;
    } else failed ??= { since: watching.now(), message: seen.failed };
    const text = textOf(status, failed, watching);
    if (text !== shown && text !== '') watching.screen.show(text);
    shown = text;
    await watching.pause();
  }
};
