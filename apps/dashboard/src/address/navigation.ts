import { signal } from '@preact/signals';
import { type Address, changed, type Changes, formatAddress, parseAddress } from './address.ts';

/** The address in the browser's location bar. Components that read it are drawn again when it changes. */
export const address = signal<Address>(parseAddress(location.search));

addEventListener('popstate', () => {
  address.value = parseAddress(location.search);
});

/** Goes to another address. A step that only refines the picture, such as typing, replaces the entry of the history. */
export const go = (changes: Changes, how: 'push' | 'replace' = 'push'): void => {
  const next = changed(address.value, changes);
  const search = formatAddress(next);
  if (search === formatAddress(address.value)) return;
  if (how === 'push') history.pushState(null, '', search);
  else history.replaceState(null, '', search);
  if (next.view !== address.value.view) scrollTo(0, 0);
  address.value = next;
};
