import { UsageError } from '@app/host';
import {
  BooksFolderError,
  type Database,
  type EmbeddedDatabase,
  hasEmbeddedBooks,
  openEmbeddedBooks,
  removeEmbeddedBooks,
  startEmbeddedDatabase,
} from '@app/persistence';
import { type NamedStore, storeInOptions, storeNamed, type StoreOptions } from '../options/store-options.ts';
import { interruptibly } from './interruption.ts';
import { moveWithProgress } from './move-with-progress.ts';
import { type SessionTerms, withDatabase } from './with-database.ts';

type Work<T> = (database: Database) => Promise<T>;

/** Runs `work` while the server runs, and stops it afterwards, also after an interruption. */
const whileRunning = <T>(start: () => Promise<EmbeddedDatabase>, work: Work<T>, terms?: SessionTerms): Promise<T> =>
  interruptibly(async (interrupted) => {
    const { url, stop, explained } = await start();
    // Its last words have arrived only once it has stopped.
    const stopped = async (error: unknown): Promise<never> => {
      await stop();
      throw explained(error);
    };
    const working = withDatabase(url, work, terms);
    // After an interruption nobody waits for it any more.
    working.catch(() => undefined);
    const result = await Promise.race([interrupted, working]).catch(stopped);
    await stop();
    return result;
  });

/** A folder that cannot be used is a matter of the option that names it. */
const namingOption = async <T>(act: () => Promise<T>): Promise<T> => {
  try {
    return await act();
  } catch (error) {
    throw error instanceof BooksFolderError ? new UsageError(`--books: ${error.message}`, { cause: error }) : error;
  }
};

const openBooks = (folder: string, mayCreate: boolean): Promise<EmbeddedDatabase> =>
  namingOption(() => openEmbeddedBooks(folder, { mayCreate }));

/** Removes the books from a folder, if it has any. Throws `UsageError` if they are open. */
export const emptyBooks = (folder: string): Promise<void> => namingOption(() => removeEmbeddedBooks(folder));

/** Throws `UsageError` if the folder has books. */
export const assertNoBooks = async (folder: string): Promise<void> => {
  if (await namingOption(() => hasEmbeddedBooks(folder))) {
    throw new UsageError(`--books: ${folder} has books already: choose another folder`);
  }
};

type Opening = Readonly<{ mayCreate: boolean; terms?: SessionTerms }>;

const inStore = <T>(store: NamedStore, { mayCreate, terms }: Opening, work: Work<T>): Promise<T> =>
  store.kind === 'server'
    ? withDatabase(store.url, work, terms)
    : whileRunning(() => openBooks(store.folder, mayCreate), work, terms);

/** Runs `work` on the books that are named, whatever their schema. Throws `UsageError` if none are named. */
export const withStore = async <T>(options: StoreOptions, work: Work<T>, terms: SessionTerms = {}): Promise<T> =>
  inStore(storeNamed(options), { mayCreate: false, terms }, work);

/**
 * Runs `work` on the books that the options name, which are made if they are in a folder, or on temporary ones.
 * Migrates the schema first, and moves the rows of a former release.
 */
export const withMigratedStore = async <T>(options: StoreOptions, work: Work<T>): Promise<T> => {
  const migrated: Work<T> = async (database) => {
    await database.migrate();
    await moveWithProgress(database);
    return work(database);
  };
  const store = storeInOptions(options);
  return store === null ? whileRunning(startEmbeddedDatabase, migrated) : inStore(store, { mayCreate: true }, migrated);
};
