import type { ListForm } from '../options/list-options.ts';
import type { StoreOptions } from '../options/store-options.ts';
import type { SegmentOptions } from '../options/segment-options.ts';
import { type ExistingStore, withExistingStore } from '../store/existing-store.ts';
import type { Listing } from './listing.ts';
import { listingCsv, listingJson, listingTable } from './listing-text.ts';

/** A list in the form that was asked for. */
export const listingText = <R>(listing: Listing<R>, { form, limit }: ListForm): string => {
  if (form === 'table') return listingTable(listing, limit);
  const first = { ...listing, rows: listing.rows.slice(0, limit ?? undefined) };
  return form === 'json' ? listingJson(first) : listingCsv(first);
};

/** Prints a list of a store that has books. Throws `UsageError`. */
export const printListing = async <R>(
  options: StoreOptions & SegmentOptions,
  form: ListForm,
  listing: (store: ExistingStore) => Promise<Listing<R>>,
): Promise<void> => {
  process.stdout.write(await withExistingStore(options, async (store) => listingText(await listing(store), form)));
};
