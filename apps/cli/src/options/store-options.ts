import { UsageError } from '@app/host';
import { databaseSettings, givenText } from '@app/platform';
import { Option } from 'commander';

/** Where a command finds its books: in a folder, or in a Postgres. */
export type StoreOptions = Readonly<{ books?: string; databaseUrl?: string }>;

/** The books that a command works on. */
export type NamedStore = Readonly<{ kind: 'folder'; folder: string } | { kind: 'server'; url: string }>;

export const booksOption = (): Option => new Option('--books <folder>', 'the folder that holds the books');

export const databaseOption = (): Option =>
  new Option('--database-url <url>', 'the Postgres that holds the books (env: DATABASE_URL)');

/** For a command that makes books. It takes no Postgres from the environment, which other programs may mean. */
export const keptBooksOption = (): Option =>
  new Option('--books <folder>', 'keep the books in this folder, to ask them later (default: they are not kept)');

export const keptDatabaseOption = (): Option =>
  new Option('--database-url <url>', 'keep the books in this Postgres instead (DATABASE_URL is not read)');

/** For a command that makes books and was given no place to keep them. */
export const NOT_KEPT = `These books are not kept: --books <folder> keeps them for questions, and so does
--database-url <url> (DATABASE_URL is not read).`;

/** The store that the options name; null if none does. Throws `UsageError` if both do. */
export const storeInOptions = ({ books, databaseUrl }: StoreOptions): NamedStore | null => {
  if (books !== undefined && databaseUrl !== undefined) {
    throw new UsageError('--books and --database-url both name the books: give one of them');
  }
  if (books !== undefined) return { kind: 'folder', folder: books };
  return databaseUrl === undefined ? null : { kind: 'server', url: databaseUrl };
};

const storeInOptionsOrEnvironment = (options: StoreOptions): NamedStore | null => {
  const inOptions = storeInOptions(options);
  if (inOptions !== null) return inOptions;
  const given = givenText(databaseSettings.settings.url, process.env);
  if ('fault' in given) throw new UsageError(given.fault);
  return given.text === null ? null : { kind: 'server', url: given.text };
};

/** Whether the options or the environment name a store. */
export const isStoreNamed = (options: StoreOptions): boolean => storeInOptionsOrEnvironment(options) !== null;

/** The store that the options or the environment name. Throws `UsageError` if none is named, or two. */
export const storeNamed = (options: StoreOptions): NamedStore => {
  const store = storeInOptionsOrEnvironment(options);
  if (store === null) {
    throw new UsageError(
      'no books are named: give --books with the folder that acv replay --books has filled, or --database-url (or DATABASE_URL) with the Postgres that holds them',
    );
  }
  return store;
};
