import { type Logger, messageOf } from '@app/platform';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';

const EVERY_MS = 5_000;

/** The pause after a read, in multiples of its duration, because each read counts waiting rows one by one. */
const RESTS_PER_READ = 100;

/** The longest pause: no gauge is older than this, however long a queue is. */
const LONGEST_REST_MS = 60_000;

export type Gauges = Readonly<{
  /** Sets gauges from values in memory, every five seconds. */
  show: () => void;
  /** Sets gauges from the store, with pauses in between. */
  read: () => Promise<void>;
}>;

/** Samples gauges for as long as the application runs. A gauge that cannot be read keeps its last value. */
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
      this.logger.debug({ err: error }, `the gauges were not read: ${messageOf(error)}`);
    } finally {
      const ended = performance.now();
      this.#restsUntil = ended + Math.min((ended - begun) * RESTS_PER_READ, LONGEST_REST_MS);
      this.#isReading = false;
    }
  }
}
