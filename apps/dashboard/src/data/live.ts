import { signal } from '@preact/signals';

/** Counts the changes of the books that the server reported; whoever reads it asks again. */
export const revision = signal(0);

/** Counts the changes of the health of the data, which change no other answer. */
export const health = signal(0);

/** Since when no live data arrives, and whether any ever did; null while it does. */
export const silent = signal<Readonly<{ since: Date; hasOpened: boolean }> | null>(null);

const OPENED_AT = new Date();

/** Figures are as old as the page where the stream never opened. */
const fallSilent = (hasOpened: boolean): void => {
  silent.value ??= { since: hasOpened ? new Date() : OPENED_AT, hasOpened };
};

/** Several snapshots of one take arrive at once, and are read again once. */
const SETTLE_MS = 400;

let waiting: ReturnType<typeof setTimeout> | undefined;

/** Asks for every shown answer again, shortly. */
export const refresh = (): void => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    revision.value += 1;
  }, SETTLE_MS);
};

/** A stream that the server refused is asked for again after this time; a broken one is, by the browser. */
const AGAIN_MS = 30_000;

let source: EventSource | null = null;
let hasEverOpened = false;
let again: ReturnType<typeof setTimeout> | undefined;

/**
 * Listens to the stream of changes, afresh if it listens already, such as after signing in. The browser connects again by
 * itself, and names the last event that it got.
 */
export const listen = (): void => {
  clearTimeout(again);
  source?.close();
  const opened = new EventSource('api/v1/stream');
  source = opened;
  opened.addEventListener('data', () => {
    health.value += 1;
  });
  for (const type of ['snapshot', 'reset']) opened.addEventListener(type, refresh);
  opened.addEventListener('open', () => {
    hasEverOpened = true;
    if (silent.value !== null) refresh();
    silent.value = null;
  });
  opened.addEventListener('error', () => {
    fallSilent(hasEverOpened);
    if (opened.readyState === EventSource.CLOSED) again = setTimeout(listen, AGAIN_MS);
  });
};

// A stream whose network is gone may not fail for minutes, and the browser knows at once. It connects afresh, because a
// server on this machine is reached without a network.
addEventListener('offline', () => {
  fallSilent(hasEverOpened);
  listen();
});
addEventListener('online', listen);
