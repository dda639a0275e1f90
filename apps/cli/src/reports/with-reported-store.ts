import { OutOfRangeError } from '@app/processing';
import { type KnownStore, withKnownStore } from '../known-store.ts';
import { UsageError } from '../usage-error.ts';

/** Runs a report on a store that has books. A day or a number that they do not know is a `UsageError` of its option. */
export const withReportedStore = async <T>(url: string, report: (store: KnownStore) => Promise<T>): Promise<T> => {
  try {
    return await withKnownStore(url, report);
  } catch (error) {
    throw error instanceof OutOfRangeError ? new UsageError(`--${error.message}`) : error;
  }
};
