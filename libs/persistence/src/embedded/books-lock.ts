import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { BooksFolderError } from './start-failure.ts';

/** The process that has the books open. `started` tells it from a later one with the same number. */
type Holder = Readonly<{ pid: number; host: string; started: string | null }>;

/** The start of a process in clock ticks, where the system says it: the 22nd field, behind the name in brackets. */
const startOf = async (pid: number): Promise<string | null> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Reflect.get(Object(error), 'code') === 'EPERM';
  }
};

const holderIn = async (file: string): Promise<Holder | null> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
};

/** A process of another machine cannot be asked, so it counts as running. */
const holds = async ({ pid, host, started }: Holder): Promise<boolean> =>
  host !== hostname() || (isRunning(pid) && (started === null || started === (await startOf(pid))));

const taken = (folder: string, file: string, { pid, host }: Holder): BooksFolderError => {
  const where = host === hostname() ? '' : ` on ${host}`;
  const wayOut = host === hostname() ? 'wait until it ends' : `wait until it ends; if it has crashed, remove ${file}`;
  return new BooksFolderError(`the books in ${folder} are open in process ${pid}${where}: ${wayOut}`);
};

/** Makes the lock with its content in one step; false if there is one. */
const isMade = async (file: string, holder: Holder): Promise<boolean> => {
  const aside = `${file}.${process.pid}`;
  await writeFile(aside, JSON.stringify(holder), { mode: 0o600 });
  try {
    await link(aside, file);
    return true;
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
};

/**
 * Removes the lock of a process that has crashed. Another process may have replaced it meanwhile: a lock that is held is
 * put back.
 */
const removeStale = async (file: string): Promise<void> => {
  const stale = `${file}.${process.pid}.stale`;
  await rename(file, stale).catch(() => undefined);
  const moved = await holderIn(stale);
  if (moved !== null && (await holds(moved))) await link(stale, file).catch(() => undefined);
  await rm(stale, { force: true });
};

const ATTEMPTS = 3;

/**
 * Locks the books against a second process, and returns what releases them. The lock of a process that has crashed is
 * replaced. Throws `BooksFolderError`.
 */
export const lockBooks = async (folder: string, file: string): Promise<() => Promise<void>> => {
  const holder = { pid: process.pid, host: hostname(), started: await startOf(process.pid) };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (await isMade(file, holder)) return () => rm(file, { force: true });
    const other = await holderIn(file);
    if (other !== null && (await holds(other))) throw taken(folder, file, other);
    await removeStale(file);
  }
  throw new BooksFolderError(`the books in ${folder} are being opened by another process: try again`);
};
