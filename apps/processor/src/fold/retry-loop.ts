import { NudgedPause } from '@app/platform';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';

export type RetryLoopOptions = Readonly<{
  /** Retries the contracts that are due, until the signal is aborted. External failures are retried within. */
  retry: (signal: AbortSignal) => Promise<void>;
  /** Called with a failure that no wait can mend. */
  halt: (error: unknown) => void;
}>;

/** The first wait before another attempt is a minute, so none begins much later than it is due. */
const EVERY_MS = 15_000;

/**
 * Retries contracts that are set aside, beside the folds of all others: an attempt may take several times as long as
 * they have together.
 */
export class RetryLoop implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #ending = new AbortController();
  readonly #pause = new NudgedPause();
  #loop: Promise<void> | null = null;

  constructor(private readonly options: RetryLoopOptions) {}

  onApplicationBootstrap(): void {
    this.#loop ??= this.#run();
  }

  /** Waits for the current attempt to be rolled back, which is soon: it may take longer than a process has to end. */
  async onModuleDestroy(): Promise<void> {
    this.#ending.abort();
    this.#pause.nudge();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    try {
      while (!signal.aborted) {
        await this.options.retry(signal);
        await this.#pause.wait(EVERY_MS);
      }
    } catch (error) {
      if (!signal.aborted) this.options.halt(error);
    }
  }
}
