import { asError, type WaitMs, withRetries } from '@app/platform';

/**
 * The work was given up because we close or halt. Nothing is lost: the next owner of the partition fetches it again.
 */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

export type HeartbeatRetries = Readonly<{
  waitMs: WaitMs;
  /** Keeps our membership of the group. Rejects when it is lost. Called often: the driver decides when to send one. */
  heartbeat(): Promise<void>;
  heartbeatMs: number;
  /** Called with each failure, from attempt 1. Decides whether there is another attempt. */
  onFailure(error: Error, attempt: number): 'retry' | 'halt';
  /** False once we close or the driver stops. Then there is no further attempt. */
  isWanted(): boolean;
  /** Cuts the wait between attempts short. */
  signal: AbortSignal;
}>;

/**
 * Repeats the work until it succeeds, and keeps the group membership alive meanwhile. Rejects with the heartbeat's
 * error if the membership is lost and the work fails, with `GivenUp` when closing or halted, and with the error of `onFailure` if that throws.
 */
export async function retryWithHeartbeat<T>(
  work: () => Promise<T>,
  { waitMs, heartbeat, heartbeatMs, onFailure, isWanted, signal }: HeartbeatRetries,
): Promise<T> {
  let lost = null as Error | null;
  let end = null as Error | null;
  const beat = setInterval(() => {
    heartbeat().then(
      () => (lost = null),
      (error: unknown) => (lost = asError(error)),
    );
  }, heartbeatMs);
  /** A failure of the callback itself is not one of the work: the driver gets it as it is. */
  const decided = (error: Error, attempt: number): 'retry' | 'halt' => {
    try {
      return onFailure(error, attempt);
    } catch (thrown) {
      end = asError(thrown);
      throw end;
    }
  };
  const attempted = async (attempt: number): Promise<T> => {
    if (attempt > 1) end = isWanted() ? lost : new GivenUp('No longer wanted.');
    if (end !== null) throw end;
    return await work();
  };
  try {
    return await withRetries(attempted, {
      classify: (error, attempt) => (error === end || decided(asError(error), attempt) === 'halt' ? 'bug' : 'retry'),
      waitMs,
      signal,
    });
  } catch (error) {
    throw error === end ? error : new GivenUp('Halted or closing.', { cause: error });
  } finally {
    clearInterval(beat);
  }
}
