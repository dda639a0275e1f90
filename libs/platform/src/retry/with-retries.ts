import { setTimeout as wait } from 'node:timers/promises';
import { type Backoff, backoffMs } from './backoff.ts';

/** `fail` is a bug or a refusal, which no wait mends; `retry` is the world's failure. */
export type ErrorClass = 'retry' | 'fail';

export type Retry = Readonly<{ error: unknown; attempt: number; delayMs: number }>;

export type Retries = Partial<Backoff> &
  Readonly<{
    classify: (error: unknown) => ErrorClass;
    /** Ends the waiting: the promise then rejects with the signal's reason. */
    signal?: AbortSignal;
    onRetry?: (retry: Retry) => void;
    /** How often to act at all; without it until it succeeds. */
    maxAttempts?: number;
    sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  }>;

const sleepFor = async (ms: number, signal: AbortSignal | undefined): Promise<void> => {
  await wait(ms, undefined, signal === undefined ? {} : { signal });
};

/** Waits, and rejects with the reason of the signal instead of the timer's own error. */
const pause = async (ms: number, { signal, sleep = sleepFor }: Retries): Promise<void> => {
  try {
    await sleep(ms, signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
  signal?.throwIfAborted();
};

/** Acts until it succeeds, as long as the failures are the world's. Other errors come out unchanged. */
export const withRetries = async <T>(action: (attempt: number) => Promise<T>, retries: Retries): Promise<T> => {
  const { classify, signal, onRetry, maxAttempts = Infinity } = retries;
  const backoff = {
    firstMs: retries.firstMs ?? 200,
    maxMs: retries.maxMs ?? 30_000,
    random: retries.random ?? Math.random,
  };
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await action(attempt);
    } catch (error) {
      if (attempt >= maxAttempts || classify(error) === 'fail') throw error;
      const delayMs = backoffMs(attempt, backoff);
      onRetry?.({ error, attempt, delayMs });
      await pause(delayMs, retries);
    }
  }
};
