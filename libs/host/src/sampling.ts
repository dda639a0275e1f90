import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Logger } from '@app/platform';
import { messageOf } from './world.ts';

const EVERY_MS = 5_000;

/** How many times as long as a read took the next one waits: what waits is counted row by row, by every processor. */
const RESTS_PER_READ = 100;

/** Longer than this no gauge keeps an old value, however long a queue is. */
const LONGEST_REST_MS = 60_000;

export type Gauges = Readonly<{
  /** Shows what is known without asking the store: costs nothing, so it never rests. */
  show: () => void;
  read: () => Promise<void>;
}>;

/** Reads gauges from the store now and then. One that can't be read keeps its last value and stops nothing. */
export class Sampling implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | null = null;
  #isReading = false;
  #restsUntil = 0;

  constructor(
    private readonly gauges: Gauges,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.#once(), EVERY_MS);
  }

  onModuleDestroy(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  #once(): void {
    this.gauges.show();
    if (!this.#isReading && performance.now() >= this.#restsUntil) void this.#read();
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    const begun = performance.now();
    try {
      await this.gauges.read();
    } catch (error) {
      this.logger.debug({ err: error }, `gauges not read: ${messageOf(error)}`);
    } finally {
      const ended = performance.now();
      this.#restsUntil = ended + Math.min((ended - begun) * RESTS_PER_READ, LONGEST_REST_MS);
      this.#isReading = false;
    }
  }
}
