import { setTimeout as sleep } from 'node:timers/promises';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';

export type TakeLoopOptions = Readonly<{
  /** One take, however long the world takes to let it. */
  take: (signal: AbortSignal) => Promise<void>;
  intervalMs: number;
  /** A failure that no wait mends. */
  halt: (error: unknown) => void;
}>;

/** Takes snapshots, waits, and takes them again, for as long as the application runs. */
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

  /** Lets the take in work commit, or leaves it to the end of its connection: it is one transaction. */
  async onModuleDestroy(): Promise<void> {
    this.#ending.abort();
    await Promise.race([this.#loop, sleep(WAITS_FOR_TAKE_MS, undefined, { ref: false })]);
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    try {
      while (!signal.aborted) {
        await this.#options.take(signal);
        await sleep(this.#options.intervalMs, undefined, { signal });
      }
    } catch (error) {
      if (!signal.aborted) this.#options.halt(error);
    }
  }
}

/** A first take of a large book lasts longer than a process has to end. */
const WAITS_FOR_TAKE_MS = 5_000;
