import { type Database, failureClass } from '@app/persistence';
import { chainOf, networkFailure } from '@app/platform';
import type { Status } from '@app/processing';
import type { Places } from '../options/digits-option.ts';
import { moment, wrapped } from '../readable.ts';
import { statusJson } from '../status/status-json.ts';
import { statusOf } from '../status/status-of.ts';
import { statusText } from '../status/status-text.ts';
import { existingStore } from '../store/existing-store.ts';
import { connectionText } from '../store/with-database.ts';
import type { Screen } from './screen.ts';
import { stillText } from './still-text.ts';

export type Watching = Readonly<{
  /** Where the store is, for the time in which it cannot be read. */
  place: string;
  screen: Screen;
  isTerminal: boolean;
  json: boolean;
  places: Places;
  everySeconds: number;
  now: () => Date;
  /** Resolves when it is time to look again, and rejects when the command has to end. */
  pause: () => Promise<void>;
}>;

type Seen = Readonly<{ status: Status; policyId: string }>;

type Failed = Readonly<{ since: Date; message: string }>;

/** Whether time can mend it: Postgres says so, or nobody answers at its address. */
const isAway = (error: unknown): boolean =>
  failureClass(error) === 'retry' || chainOf(error).some((of) => networkFailure(of, [])?.class === 'retry');

/** The status, or the reason why the store cannot be read now. The policy is read anew: a restatement may change it. */
const look = async (database: Database): Promise<Readonly<Seen | { failed: string }>> => {
  try {
    const store = await existingStore(database);
    return { status: await statusOf(store).now(), policyId: store.at.policyId };
  } catch (error) {
    if (isAway(error)) return { failed: connectionText(error) };
    throw error;
  }
};

/** On a terminal the text says how long ago the last news came, so it is always another one. */
const textOf = (seen: Seen | null, failed: Failed | null, watching: Watching): string => {
  const { place, isTerminal, json, places, everySeconds, now } = watching;
  if (json) return seen === null ? '' : statusJson(seen.status, seen.policyId);
  const parts = seen === null ? [] : [statusText(seen.status, places)];
  if (failed !== null) {
    const { since, message } = failed;
    parts.push(wrapped(`No answer from ${place} since ${moment(since)}: ${message}`));
  }
  if (isTerminal) {
    const still = seen === null || failed !== null ? '' : `${stillText(seen.status.data, now())}\n`;
    parts.push(`${still}Looks again every ${everySeconds} s; Ctrl-C ends it.`);
  }
  return parts.join('\n\n');
};

/** Shows the status again and again, until `pause` rejects. A store that is away is waited for. */
export const watchStatus = async (database: Database, watching: Watching): Promise<never> => {
  let last: Seen | null = null;
  let failed: Failed | null = null;
  let shown = '';
  for (;;) {
    const seen = await look(database);
    if ('status' in seen) {
      last = seen;
      failed = null;
    } else failed ??= { since: watching.now(), message: seen.failed };
    const text = textOf(last, failed, watching);
    if (text !== shown && text !== '') watching.screen.show(text);
    shown = text;
    await watching.pause();
  }
};
