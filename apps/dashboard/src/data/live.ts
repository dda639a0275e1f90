import { signal } from '@preact/signals';

/** Counts the changes of the books that the server reported; whoever reads it asks again. */
export const revision = signal(0);

/** Since when no live data arrives; null while it does. */
export const silentSince = signal<Date | null>(null);

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

/** Listens to the stream of changes. The browser connects again by itself, and names the last event that it got. */
export const listen = (): EventSource => {
  const source = new EventSource('api/v1/stream');
  for (const type of ['snapshot', 'data', 'reset']) source.addEventListener(type, refresh);
  source.addEventListener('open', () => {
    if (silentSince.value !== null) refresh();
    silentSince.value = null;
  });
  source.addEventListener('error', () => {
    silentSince.value ??= new Date();
  });
  return source;
};
