import { asError, pause, type WaitMs, whenAborted } from '@app/platform';

export type LastingRunOptions = Readonly<{
  /** Starts the run; resolves once it is under way. A run that has ended can be started again. */
  start: () => Promise<void>;
  /** The wait after the n-th failure since the run last worked. */
  waitMs: WaitMs;
  /** Called with each failure, from attempt 1. Decides whether the run is started again. */
  onFailure: (error: Error, attempt: number) => 'retry' | 'halt';
  /** Ends the run for good. */
  signal: AbortSignal;
}>;

/**
 * Keeps a run going: if it cannot start, or ends by itself, it is started again after a wait. The driver gives up by
 * itself at some errors, although its brokers come back, and decides by rules of its own which these are.
 */
export class LastingRun {
  readonly #options: LastingRunOptions;
  #failures = 0;
  #end = Promise.withResolvers<Error>();

  constructor(options: LastingRunOptions) {
    this.#options = options;
  }

  /** The run has ended with this error. */
  ended(error: Error): void {
    this.#end.resolve(error);
  }

  /** The run works: the next failure is the first one again. */
  works(): void {
    this.#failures = 0;
  }

  /** Resolves when the signal is aborted or a failure halts the run. Never rejects. */
  async last(): Promise<void> {
    const { onFailure, waitMs, signal } = this.#options;
    while (!signal.aborted) {
      const error = await this.#once();
      if (error === null || signal.aborted) return;
      this.#failures += 1;
      if (onFailure(error, this.#failures) === 'halt') return;
      await pause(waitMs(this.#failures), signal);
    }
  }

  /** The error that has ended one run. Null: the signal has. */
  async #once(): Promise<Error | null> {
    const { start, signal } = this.#options;
    this.#end = Promise.withResolvers<Error>();
    try {
      await start();
      return await Promise.race([this.#end.promise, whenAborted(signal).then(() => null)]);
    } catch (error) {
      return asError(error);
    }
  }
}
