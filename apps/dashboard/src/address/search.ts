import { signal } from '@preact/signals';
import { go } from './navigation.ts';

/** Whether the search field takes the focus when it is there. It may have to be loaded first. */
export const isSearchWanted = signal(false);

/** Opens the list of contracts, ready to type. */
export const search = (): void => {
  isSearchWanted.value = true;
  go({ view: 'contracts', contract: undefined, customer: undefined });
};
