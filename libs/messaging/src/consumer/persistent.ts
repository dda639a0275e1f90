import { type Backoff, backoffMs } from '../backoff.ts';
import { asError } from '../errors.ts';
import { pause } from '../pause.ts';

/** The work was given up because we close or halt. Nothing was passed over: the batch is fetched again by who goes on. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

export type Persistence = Readonly<{
  backoff: Backoff;
  /** Keeps our membership of the group; rejects when it is lost. Called often: the driver decides when it is time. */
  heartbeat(): Promise<void>;
  heartbeatMs: number;
  /** Is told every failure, from attempt 1, and decides whether there is another attempt. */
  onFailure(error: Error, attempt: number): 'retry' | 'halt';
  /** False once we close or the driver stops; then nothing is tried again. */
  isWanted(): boolean;
  /** Cuts the wait between attempts short. */
  signal: AbortSignal;
}>;

/**
 * Does the work until it succeeds, keeping the group membership alive meanwhile. Rejects with the heartbeat's error once
 * the membership is lost and the work fails, with `GivenUp` when closing or told to halt, and with nothing else.
 */
export async function persistently<T>(work: () => Promise<T>, how: Persistence): Promise<T> {
  let lost = null as Error | null;
  let attempt = 0;
  const beat = setInterval(() => {
    how.heartbeat().then(
      () => (lost = null),
      (error: unknown) => (lost = asError(error)),
    );
  }, how.heartbeatMs);
  try {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        attempt += 1;
        if (how.onFailure(asError(error), attempt) === 'halt') throw new GivenUp('Halted.', { cause: error });
        await pause(backoffMs(how.backoff, attempt), how.signal);
        if (!how.isWanted()) throw new GivenUp('Closing.', { cause: error });
        if (lost !== null) throw lost;
      }
    }
  } finally {
    clearInterval(beat);
  }
}
