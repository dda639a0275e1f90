import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** Linux keeps the files of this folder in memory. In a container it is often too small. */
const IN_MEMORY = '/dev/shm';

const ROOM_BYTES = 4 * 2 ** 30;

const hasRoom = () => {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
};

/**
 * Makes a folder in memory the one for temporary files, where there is room: a take creates and drops tables, and on a
 * disk a third of its time goes to their files. Returns the function that undoes it.
 */
export const useMemoryFolder = () => {
  if (!hasRoom()) return () => undefined;
  const folder = mkdtempSync(join(IN_MEMORY, 'acv-test-'));
  // Postgres does not run as root, and must reach its data.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return () => {
    delete process.env.TMPDIR;
    rmSync(folder, { recursive: true, force: true });
  };
};
