import { randomBytes } from 'node:crypto';
import { chown, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { codeOf } from '../database/error-code.ts';
import type { ServerUser } from './server-user.ts';
import { BooksFolderError } from './start-failure.ts';

/** A folder of kept books: the data of Postgres, the password of their owner, and a lock while they are open. */
export type BooksFolder = Readonly<{ path: string; data: string; password: string; lock: string }>;

export const booksFolder = (path: string): BooksFolder => ({
  path,
  data: join(resolve(path), 'data'),
  password: join(resolve(path), 'password'),
  lock: join(resolve(path), 'lock'),
});

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Whether the folder has books. Throws `BooksFolderError` if it has something else, or cannot be read. */
export const hasBooks = async ({ path, password }: BooksFolder): Promise<boolean> => {
  try {
    const names = await readdir(path);
    if (names.includes('data')) await readFile(password);
    // Left by a process that was killed while it made them: `data` gets its name only once it is complete.
    else if (names.some((name) => !/^(?:data\.|password$|lock)/.test(name))) {
      throw new BooksFolderError(`${path} is not empty and has no books in it: choose a folder of its own for books`);
    }
    return names.includes('data');
  } catch (error) {
    if (error instanceof BooksFolderError) throw error;
    if (codeOf(error) === 'ENOENT') return false;
    throw new BooksFolderError(`the books in ${path} cannot be read (${reasonOf(error)})`, { cause: error });
  }
};

/** Makes the folder, which only its owner may enter. Throws `BooksFolderError`. */
export const makeFolder = async ({ path }: BooksFolder): Promise<void> => {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new BooksFolderError(`the folder ${path} cannot be made (${reasonOf(error)})`, { cause: error });
  }
};

/** The user that owns the data; null if there are none. */
export const ownerOf = async ({ data }: BooksFolder): Promise<ServerUser | null> => {
  const found = await lstat(data).catch(() => null);
  return found === null ? null : { uid: found.uid, gid: found.gid };
};

/** Throws `BooksFolderError` if another major version of Postgres has written the data. */
export const assertVersion = async ({ path, data }: BooksFolder, majorVersion: string): Promise<void> => {
  const written = (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (written === majorVersion) return;
  throw new BooksFolderError(
    `the books in ${path} were written by Postgres ${written || 'of an unknown version'}, and this program has ${majorVersion}: replay the events into a new folder`,
  );
};

/** An empty folder that the server's user owns. */
export const emptyFolder = async (folder: string, user: ServerUser | null): Promise<void> => {
  await mkdir(folder, { mode: 0o700 });
  if (user !== null) await chown(folder, user.uid, user.gid);
};

/** What a process has left that was killed while it made books. */
const removeLeftovers = async ({ path }: BooksFolder): Promise<void> => {
  for (const name of await readdir(path)) {
    if (name.startsWith('data.')) await rm(join(path, name), { recursive: true, force: true });
  }
};

/**
 * Makes books whole or not at all: `fill` gets an empty folder, which becomes the data once it is done. Returns the
 * password.
 */
export const makeBooks = async (
  folder: BooksFolder,
  user: ServerUser | null,
  fill: (data: string, password: string) => Promise<void>,
): Promise<string> => {
  const password = randomBytes(24).toString('hex');
  const aside = `${folder.data}.${randomBytes(4).toString('hex')}`;
  await removeLeftovers(folder);
  try {
    await writeFile(folder.password, password, { mode: 0o600 });
    await emptyFolder(aside, user);
    await fill(aside, password);
    await rename(aside, folder.data);
    return password;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
};
