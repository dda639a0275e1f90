import type { ErrorClass } from '../errors/error-class.ts';
import type { WaitMs } from './backoff.ts';
import { pause } from './pause.ts';

/** The attempt that failed, counted from 1, and the wait before the next one. */
export type Retry = Readonly<{ error: unknown; attempt: number; delayMs: number }>;

export type Retries = Readonly<{
  /** Called once for each failure. */
  classify: (error: unknown, attempt: number) => ErrorClass;
  waitMs: WaitMs;
  /** Ends the retries: the promise rejects with the signal's reason. */
  signal: AbortSignal;
  onRetry?: (retry: Retry) => void;
}>;

/** Repeats the action until it succeeds. An error of another class than `retry` comes out unchanged. */
export const withRetries = async <T>(
  action: (attempt: number) => Promise<T>,
  { classify, waitMs, signal, onRetry }: Retries,
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await action(attempt);
    } catch (error) {
      if (classify(error, attempt) !== 'retry') throw error;
      const delayMs = waitMs(attempt);
      onRetry?.({ error, attempt, delayMs });
      await pause(delayMs, signal);
    }
  }
};
