import { setTimeout as sleep } from 'node:timers/promises';

/** A pause that ends early when there is something to do, also when that was said just before it began. */
export class NudgedPause {
  #isNudged = false;
  #waiting = new AbortController();

  nudge(): void {
    this.#isNudged = true;
    this.#waiting.abort();
  }

  async wait(ms: number): Promise<void> {
    if (!this.#isNudged) await sleep(ms, undefined, { signal: this.#waiting.signal }).catch(() => undefined);
    this.#isNudged = false;
    this.#waiting = new AbortController();
  }
}
