import { setTimeout } from 'node:timers/promises';

/** The time in milliseconds, and a pause that does not keep the program running. */
export type Clock = Readonly<{ now: () => number; sleep: (ms: number) => Promise<unknown> }>;

export const CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms) => setTimeout(ms, undefined, { ref: false }),
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
