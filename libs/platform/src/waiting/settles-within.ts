import { pause } from './pause.ts';

/** Resolves with true if the promise settles within `ms`, else with false. A rejection passes through. */
export const settlesWithin = async (ms: number, promise: Promise<unknown>): Promise<boolean> => {
  const timer = new AbortController();
  const late = pause(ms, timer.signal).then(() => false);
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    timer.abort();
  }
};
