import { createHash } from 'node:crypto';
import { chmod, cp, lstat, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { startFailure } from './start-failure.ts';

/** /var/tmp outlasts a restart, so the copy is made once. */
const PARENTS = [...new Set(['/var/tmp', tmpdir(), '/tmp'])];

/** Libraries to link against and their descriptions; no program needs them to run. */
const isNeeded = (path: string): boolean => !path.endsWith('.a') && basename(path) !== 'pkgconfig';

type Listed = Readonly<{ path: string; size: number }>;

/** Every file that is needed, with its size. */
const filesIn = async (folder: string): Promise<readonly Listed[]> => {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  const needed = files.filter((file) => isNeeded(file) && !/[\\/]pkgconfig[\\/]/.test(file));
  return Promise.all(
    needed.map(async (file) => ({ path: file.slice(folder.length + 1), size: (await lstat(file)).size })),
  );
};

const nameFor = (files: readonly Listed[], platform: string): string => {
  const hash = createHash('sha256');
  for (const { path, size } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) hash.update(`${path} ${size}\n`);
  return `acv-stream-postgres-${platform}-${hash.digest('hex').slice(0, 12)}`;
};

/**
 * Anyone may write to these parents. A folder that another user has put there, or could change, could hold any program:
 * only one of our own counts.
 */
const isOurs = async (folder: string): Promise<boolean> => {
  try {
    const found = await lstat(folder);
    return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
  } catch {
    return false;
  }
};

/** False if a part is missing: cleaners of temporary folders remove old files one by one. */
const isWhole = async (folder: string, files: readonly Listed[]): Promise<boolean> => {
  try {
    const sizes = await Promise.all(files.map(async ({ path }) => (await lstat(join(folder, path))).size));
    return sizes.every((size, index) => size === files[index]?.size);
  } catch {
    return false;
  }
};

/** The modes that npm gave depend on the umask of that day. */
const letAllRead = async (folder: string): Promise<void> => {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const isRun = entry.isDirectory() || basename(entry.parentPath) === 'bin';
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), isRun ? 0o755 : 0o644);
  }
};

/** Copies aside and renames, so that nobody ever sees half a copy. */
const copyTo = async (target: string, from: string, parent: string): Promise<void> => {
  const aside = await mkdtemp(join(parent, 'acv-stream-copy-'));
  try {
    const filter = (path: string): boolean => isNeeded(path);
    await cp(from, join(aside, 'new'), { recursive: true, verbatimSymlinks: true, filter });
    await letAllRead(join(aside, 'new'));
    await rename(target, join(aside, 'old')).catch(() => undefined);
    await rename(join(aside, 'new'), target);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
};

/** Gives copies of the folder, one in each parent that may be written to, until one serves. Throws `EmbeddedStartError`. */
export async function* readableCopy(
  from: string,
  platform: string,
  parents: readonly string[] = PARENTS,
): AsyncGenerator<string> {
  const files = await filesIn(from);
  const name = nameFor(files, platform);
  for (const parent of parents) {
    if (!(await stat(parent).catch(() => null))?.isDirectory()) continue;
    const target = join(parent, name);
    try {
      if (!(await isOurs(target)) || !(await isWhole(target, files))) await copyTo(target, from, parent);
    } catch (cause) {
      if (Reflect.get(Object(cause), 'code') === 'ENOSPC') throw startFailure('ENOSPC', cause);
      continue;
    }
    if (await isOurs(target)) yield target;
  }
}
