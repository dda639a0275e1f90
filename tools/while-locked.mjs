// @ts-check
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_AGAIN_MS = 100;

/**
 * Runs `work` while no other process of this machine holds the lock. It saves work that would be done twice, and is no
 * guarantee: two processes may at once remove the lock of a holder that is gone.
 *
 * @param {string} file
 * @param {() => void} work
 */
export const whileLocked = async (file, work) => {
  while (!isTaken(file)) {
    if (isLeftOver(file)) rmSync(file, { force: true });
    else await pause(LOOK_AGAIN_MS);
  }
  try {
    work();
  } finally {
    rmSync(file, { force: true });
  }
};

/** @param {string} file */
const isTaken = (file) => {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
};

/** @param {string} file */
const isLeftOver = (file) => {
  const pid = holderOf(file);
  if (pid === null) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
};

/**
 * Null while the lock is being written or removed.
 *
 * @param {string} file
 */
const holderOf = (file) => {
  try {
    return Number(readFileSync(file, 'utf8')) || null;
  } catch {
    return null;
  }
};
