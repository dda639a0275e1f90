import { pause, settlesWithin } from '@app/platform';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';

/** The first take of a large book lasts longer than a stopped process has to end. */
const TAKE_TIMEOUT_MS = 5_000;

/** A take that lasts longer is a long one. After shorter ones a rest would only make the next one longer. */
const LONG_MS = 2_000;

export type TakeLoopOptions = Readonly<{
  /** One take. External failures are retried within. */
  take: (signal: AbortSignal) => Promise<void>;
  intervalMs: number;
  /** Whether folds are behind, so takes have to leave them their share. External failures are retried within. */
  areFoldsBehind: (signal: AbortSignal) => Promise<boolean>;
  /** Monotonic milliseconds. */
  now: () => number;
  /** Called with a failure that no wait can mend. */
  halt: (error: unknown) => void;
}>;

/**
 * Takes snapshots at an interval, for as long as the application runs. While folds are behind, a long take is followed
 * by a rest as long as its excess: takes then spend about half of the time, and each covers more events. Otherwise takes
 * that last longer under load would leave the folds less and less.
 */
export class TakeLoop implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #options: TakeLoopOptions;
  readonly #ending = new AbortController();
  #loop: Promise<void> | null = null;

  constructor(options: TakeLoopOptions) {
    this.#options = options;
  }

  onApplicationBootstrap(): void {
    this.#loop ??= this.#run();
  }

  /** Waits a while for the current take to commit. A longer one rolls back as a whole: it is one transaction. */
  async onModuleDestroy(): Promise<void> {
    this.#ending.abort();
    await settlesWithin(TAKE_TIMEOUT_MS, Promise.resolve(this.#loop));
  }

  async #restAfter(tookMs: number, signal: AbortSignal): Promise<number> {
    const { intervalMs, areFoldsBehind } = this.#options;
    const excessMs = tookMs - LONG_MS;
    return excessMs > intervalMs && (await areFoldsBehind(signal)) ? excessMs : intervalMs;
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    try {
      while (!signal.aborted) {
        const began = this.#options.now();
        await this.#options.take(signal);
        const tookMs = this.#options.now() - began;
        await pause(await this.#restAfter(tookMs, signal), signal);
      }
    } catch (error) {
      if (!signal.aborted) this.#options.halt(error);
    }
  }
}
