import { pause } from './pause.ts';

/** A pause that a nudge cuts short. A nudge that comes before the pause begins counts too. */
export class NudgedPause {
  #isNudged = false;
  #waiting = new AbortController();

  nudge(): void {
    this.#isNudged = true;
    this.#waiting.abort();
  }

  async wait(ms: number): Promise<void> {
    if (!this.#isNudged) await pause(ms, this.#waiting.signal);
    this.#isNudged = false;
    this.#waiting = new AbortController();
  }
}
