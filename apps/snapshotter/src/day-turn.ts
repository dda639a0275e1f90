import type { CivilDate } from '@app/domain';

/** A fold may end after midnight, and clocks differ. A second turn catches the contracts that the first one missed. */
const AGAIN_AFTER_MS = 600_000;

export type DayTurnOptions = Readonly<{
  /** Makes stale the contracts whose record shows another span on `today` than on `before`. */
  turnDay: (before: CivilDate, today: CivilDate) => Promise<void>;
  lookAhead: (today: CivilDate) => Promise<void>;
}>;

/** Moves the store to a new day: contract records show the spans of that day, and the horizon is extended. */
export class DayTurn {
  readonly #options: DayTurnOptions;
  /** The day that contract records show. Null: no take was ever made. */
  #turned: CivilDate | null;
  #lookedAheadOn: CivilDate | null = null;
  #again: Readonly<{ from: CivilDate; atMs: number }> | null = null;

  constructor(options: DayTurnOptions, lastTaken: CivilDate | null) {
    this.#options = options;
    this.#turned = lastTaken;
  }

  /** Call it before each take. */
  async arrive(today: CivilDate, now: Date): Promise<void> {
    await this.#turn(today, now);
    if (this.#lookedAheadOn === today) return;
    await this.#options.lookAhead(today);
    this.#lookedAheadOn = today;
  }

  async #turn(today: CivilDate, now: Date): Promise<void> {
    const from = this.#turned;
    if (from !== null && from < today) {
      await this.#options.turnDay(from, today);
      this.#again = { from, atMs: now.getTime() + AGAIN_AFTER_MS };
    } else if (this.#again !== null && this.#again.atMs <= now.getTime()) {
      await this.#options.turnDay(this.#again.from, today);
      this.#again = null;
    }
    if (from === null || from < today) this.#turned = today;
  }
}
