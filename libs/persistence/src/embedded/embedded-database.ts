import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  assertVersion,
  type BooksFolder,
  booksFolder,
  emptyFolder,
  hasBooks,
  makeBooks,
  makeFolder,
  ownerOf,
} from './books-folder.ts';
import { lockBooks } from './books-lock.ts';
import { endLeftServer } from './left-server.ts';
import { postgresPrograms } from './postgres-programs.ts';
import { initialise, OWNER, type PostgresServer, startServer } from './postgres-server.ts';
import { serverUser } from './server-user.ts';
import { BooksFolderError, laterFailure, startFailure } from './start-failure.ts';

/** A Postgres server installed by npm. It belongs to the process that started it and ends with it. */
export type EmbeddedDatabase = Readonly<{
  url: string;
  stop: () => Promise<void>;
  /** The error of work on the server, with the reason if the server has said one. Call it once it has stopped. */
  explained: (error: unknown) => unknown;
}>;

const running = (
  { port, stop, lastWords }: PostgresServer,
  password: string,
  clean: () => Promise<void>,
): EmbeddedDatabase => ({
  url: `postgres://${OWNER}:${password}@127.0.0.1:${port}/${OWNER}`,
  explained: (error) => laterFailure(lastWords(), error),
  stop: async () => {
    await stop();
    await clean();
  },
});

/** An error of the file system, such as a full disk, in one line. */
const inOneLine = (error: unknown): unknown =>
  error instanceof Error && 'syscall' in error ? startFailure(error.message, error) : error;

/** A store that is gone once it is stopped. Throws `EmbeddedStartError`. */
export const startEmbeddedDatabase = async (): Promise<EmbeddedDatabase> => {
  const user = await serverUser(null);
  const programs = await postgresPrograms(user);
  const folder = join(tmpdir(), `acv-stream-${randomBytes(6).toString('hex')}`);
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const password = randomBytes(24).toString('hex');
  try {
    await emptyFolder(folder, user);
    await initialise({ folder, programs, user }, password, false);
    return running(await startServer({ folder, programs, user }, false), password, remove);
  } catch (error) {
    await remove();
    throw inOneLine(error);
  }
};

const opened = async (folder: BooksFolder, release: () => Promise<void>): Promise<EmbeddedDatabase> => {
  const isThere = await hasBooks(folder);
  const user = await serverUser(await ownerOf(folder));
  const programs = await postgresPrograms(user);
  if (isThere) await assertVersion(folder, programs.majorVersion);
  const password = isThere
    ? await readFile(folder.password, 'utf8')
    : await makeBooks(folder, user, (data, secret) => initialise({ folder: data, programs, user }, secret, true));
  await endLeftServer(folder.data, password);
  return running(await startServer({ folder: folder.data, programs, user }, true), password, release);
};

/** Whether a folder has books. Throws `BooksFolderError` if it has something else. */
export const hasEmbeddedBooks = (path: string): Promise<boolean> => hasBooks(booksFolder(path));

/** Removes the books of a folder. Throws `BooksFolderError` if a process has them open. */
export const removeEmbeddedBooks = async (path: string): Promise<void> => {
  const folder = booksFolder(path);
  if (!(await hasBooks(folder))) return;
  const release = await lockBooks(path, folder.lock);
  try {
    await endLeftServer(folder.data, await readFile(folder.password, 'utf8'));
    await rm(folder.data, { recursive: true });
  } finally {
    await release();
  }
};

/**
 * The store that is kept in a folder. Only one process at a time has it open. Throws `BooksFolderError` if there is
 * none and `mayCreate` is not set, and `EmbeddedStartError`.
 */
export const openEmbeddedBooks = async (
  path: string,
  { mayCreate }: Readonly<{ mayCreate: boolean }>,
): Promise<EmbeddedDatabase> => {
  const folder = booksFolder(path);
  if (!(await hasBooks(folder))) {
    if (!mayCreate) throw new BooksFolderError(`${path} has no books in it: acv replay --books fills a folder`);
    await makeFolder(folder);
  }
  try {
    const release = await lockBooks(path, folder.lock);
    try {
      return await opened(folder, release);
    } catch (error) {
      await release();
      throw error;
    }
  } catch (error) {
    throw inOneLine(error);
  }
};
