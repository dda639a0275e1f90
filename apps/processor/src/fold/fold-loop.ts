import { NudgedPause, pause } from '@app/platform';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';

export type FoldLoopOptions = Readonly<{
  /** Folds some stale contracts and returns their number. External failures are retried within. */
  foldSome: (signal: AbortSignal) => Promise<number>;
  /** Whether the ledger fills up: more records are waiting for the processors than a trickle brings. */
  isFillingUp: (signal: AbortSignal) => Promise<boolean>;
  /** Monotonic milliseconds. */
  now: () => number;
  /** Called with a failure that no wait can mend. */
  halt: (error: unknown) => void;
}>;

/**
 * The wait without a nudge, so contracts that another processor left are folded too. Shorter waits were a sixth of an
 * idle processor's cost.
 */
const IDLE_MS = 2_000;

/** The wait while the ledger fills up, because no nudge reports the end of that. */
const FILLING_UP_MS = 500;

/**
 * The time between folds while the ledger fills up. A stale contract that waits is folded once for many events, and
 * subscribers still get updates. Every processor folds: at 5 s, four of them folded a fifth of the contracts twice.
 */
const FOLD_WHILE_FILLING_UP_MS = 15_000;

/** Several folds run at once so one can compute while others wait on I/O, but not while the ledger fills up. */
const FOLDS_AT_ONCE = 4;

/** The most contracts that one fold folds in its transaction. If a round folded as many, more are waiting. */
export const CONTRACTS_PER_FOLD = 500;

/**
 * The least time between the beginnings of two rounds while few contracts wait. A fold has some twenty statements, and at
 * a trickle every batch would bring one.
 */
const GATHER_MS = 200;

/** Folds the contracts that the ingest made stale, for as long as the application runs. */
export class FoldLoop implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #options: FoldLoopOptions;
  readonly #ending = new AbortController();
  readonly #pause = new NudgedPause();
  #isFillingUp = false;
  #foldedAt = 0;
  #folded = 0;
  #loop: Promise<void> | null = null;

  constructor(options: FoldLoopOptions) {
    this.#options = options;
  }

  /** Folds at once, because there are new events. Ignored while the ledger fills up. */
  nudge(): void {
    if (!this.#isFillingUp) this.#pause.nudge();
  }

  onApplicationBootstrap(): void {
    this.#loop ??= this.#run();
  }

  /** Waits for the current fold to commit. */
  async onModuleDestroy(): Promise<void> {
    this.#ending.abort();
    this.#pause.nudge();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    try {
      while (!signal.aborted) {
        await this.#look(signal);
        const began = this.#options.now();
        const folded = this.#isDue() ? await this.#fold(signal) : 0;
        if (this.#isFillingUp) await this.#pause.wait(FILLING_UP_MS);
        else if (folded === 0) await this.#pause.wait(IDLE_MS);
        else if (folded < CONTRACTS_PER_FOLD) await pause(began + GATHER_MS - this.#options.now(), signal);
      }
    } catch (error) {
      if (!signal.aborted) this.#options.halt(error);
    }
  }

  /** The wait for the first fold while the ledger fills up begins when it starts to. */
  async #look(signal: AbortSignal): Promise<void> {
    const wasFillingUp = this.#isFillingUp;
    this.#isFillingUp = await this.#options.isFillingUp(signal);
    if (this.#isFillingUp && !wasFillingUp) this.#foldedAt = this.#options.now();
  }

  #isDue(): boolean {
    return !this.#isFillingUp || this.#options.now() - this.#foldedAt >= FOLD_WHILE_FILLING_UP_MS;
  }

  /** Waits for every fold of the round to end, even if one of them has failed. */
  async #fold(signal: AbortSignal): Promise<number> {
    const { foldSome, now } = this.#options;
    const atOnce = this.#folded >= CONTRACTS_PER_FOLD && !this.#isFillingUp ? FOLDS_AT_ONCE : 1;
    const folds = await Promise.allSettled(Array.from({ length: atOnce }, () => foldSome(signal)));
    const failed = folds.find((fold) => fold.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    this.#folded = folds.reduce((sum, fold) => sum + (fold.status === 'fulfilled' ? fold.value : 0), 0);
    this.#foldedAt = now();
    return this.#folded;
  }
}
