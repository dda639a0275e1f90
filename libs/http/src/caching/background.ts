import { setTimeout } from 'node:timers/promises';

/** The time in milliseconds, and a pause that does not keep the program running; it fails when it is aborted. */
export type Clock = Readonly<{ now: () => number; sleep: (ms: number, signal?: AbortSignal) => Promise<unknown> }>;

export const CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, { ref: false, ...(signal === undefined ? {} : { signal }) }),
};

/** After a piece of work nothing is worked at for so many times as long. */
const RESTS = 2;

/** Works in the background, at one thing at a time and with rests, so that it never takes more than a part of a server. */
export class Background {
  readonly #wanted = new Map<string, () => Promise<unknown>>();
  #isWorking = false;

  constructor(private readonly clock: Clock) {}

  /** Work with this name that has not begun gives way. A failure is passed over. */
  want(name: string, work: () => Promise<unknown>): void {
    this.#wanted.set(name, work);
    if (this.#isWorking) return;
    this.#isWorking = true;
    void this.#workAll().finally(() => (this.#isWorking = false));
  }

  async #workAll(): Promise<void> {
    for (const [name, work] of this.#wanted) {
      this.#wanted.delete(name);
      const began = this.clock.now();
      await work().catch(() => undefined);
      await this.clock.sleep(RESTS * (this.clock.now() - began));
    }
  }
}
