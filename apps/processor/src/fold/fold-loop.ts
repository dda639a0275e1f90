import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { NudgedPause } from './nudged-pause.ts';

export type FoldLoopOptions = Readonly<{
  /** Folds some stale contracts, however long the world takes to let it; 0 where there are none. */
  foldSome: (signal: AbortSignal) => Promise<number>;
  /** More records wait for the processors than a trickle brings. */
  isFillingUp: (signal: AbortSignal) => Promise<boolean>;
  /** Milliseconds that only go up. */
  now: () => number;
  /** A failure that no wait mends. */
  halt: (error: unknown) => void;
}>;

/** Also without a nudge: what another processor has left is folded too. More often was a sixth of what an idle one costs. */
const IDLE_MS = 2_000;

/** While the ledger fills up: nobody nudges it when that ends. */
const FILLING_UP_MS = 500;

/**
 * While the ledger fills up, a contract that waits is folded once for many events; but subscribers are not left without
 * news. Every processor does so: each 5 s, four of them folded a fifth of the contracts twice.
 */
const NOW_AND_THEN_MS = 15_000;

/** Some folds wait for the database while another one computes. Not beside an ingest, which needs both more. */
const FOLDS_AT_ONCE = 4;

/** So many stale contracts at a time do not come by a trickle: more wait. */
const MANY = 200;

/** Folds stale contracts behind the ingest, for as long as the application runs. */
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

  /** There are events to fold. */
  nudge(): void {
    if (!this.#isFillingUp) this.#pause.nudge();
  }

  onApplicationBootstrap(): void {
    this.#loop ??= this.#run();
  }

  /** Lets the fold in work commit. */
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
        const folded = this.#isDue() ? await this.#fold(signal) : 0;
        if (this.#isFillingUp) await this.#pause.wait(FILLING_UP_MS);
        else if (folded === 0) await this.#pause.wait(IDLE_MS);
      }
    } catch (error) {
      if (!signal.aborted) this.#options.halt(error);
    }
  }

  /** The wait for the first fold beside a backlog begins with the backlog. */
  async #look(signal: AbortSignal): Promise<void> {
    const wasFillingUp = this.#isFillingUp;
    this.#isFillingUp = await this.#options.isFillingUp(signal);
    if (this.#isFillingUp && !wasFillingUp) this.#foldedAt = this.#options.now();
  }

  #isDue(): boolean {
    return !this.#isFillingUp || this.#options.now() - this.#foldedAt >= NOW_AND_THEN_MS;
  }

  /** Lets every fold of a round end, also where one of them has failed. */
  async #fold(signal: AbortSignal): Promise<number> {
    const { foldSome, now } = this.#options;
    const atOnce = this.#folded >= MANY && !this.#isFillingUp ? FOLDS_AT_ONCE : 1;
    const folds = await Promise.allSettled(Array.from({ length: atOnce }, () => foldSome(signal)));
    const failed = folds.find((fold) => fold.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    this.#folded = folds.reduce((sum, fold) => sum + (fold.status === 'fulfilled' ? fold.value : 0), 0);
    this.#foldedAt = now();
    return this.#folded;
  }
}
