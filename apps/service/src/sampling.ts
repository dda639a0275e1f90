import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Logger } from '@app/platform';
import { messageOf } from './world.ts';

const EVERY_MS = 5_000;

/** Reads gauges from the store now and then. One that can't be read keeps its last value and stops nothing. */
export class Sampling implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | null = null;
  #isSampling = false;

  constructor(
    private readonly sample: () => Promise<void>,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.#once(), EVERY_MS);
  }

  onModuleDestroy(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  async #once(): Promise<void> {
    if (this.#isSampling) return;
    this.#isSampling = true;
    try {
      await this.sample();
    } catch (error) {
      this.logger.debug({ err: error }, `gauges not read: ${messageOf(error)}`);
    } finally {
      this.#isSampling = false;
    }
  }
}
