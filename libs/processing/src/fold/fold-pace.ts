/** The longest that a fold keeps the event loop, as far as its steps allow: health and heartbeats answer in between. */
const SLICE_MS = 20;

export type Pacing = Readonly<{
  /** Monotonic milliseconds. */
  now: () => number;
  /** Lets everything else that waits have its turn. */
  rest: () => Promise<void>;
}>;

/**
 * Counts the time that a fold itself works, without what others do while it rests. Every step of the work calls
 * `goOn`, so no contract keeps the process from answering, and one that is too dear is noticed.
 */
export class FoldPace {
  #marked: number;
  #sinceRest = 0;
  #spent = 0;
  #total = 0;

  constructor(
    private readonly pacing: Pacing,
    /** The most that one contract may take; Infinity if it may take any time. */
    private readonly budgetMs: number,
  ) {
    this.#marked = pacing.now();
  }

  /** Begins with the contracts. Planning and reading for all of them is no work on any of them. */
  start(): void {
    this.#count();
    this.#total = 0;
  }

  /** Begins with the next contract. */
  begin(): void {
    this.#count();
    this.#spent = 0;
  }

  /** What the current contract has taken, in whole milliseconds. */
  get spentMs(): number {
    return Math.round(this.#spent);
  }

  /** Whether all contracts together have taken as long as one may: then the transaction has been open long enough. */
  get isLong(): boolean {
    this.#count();
    return this.#total > this.budgetMs;
  }

  /** Rests if it is time to. Resolves with false if the contract is past its budget. */
  async goOn(): Promise<boolean> {
    this.#count();
    if (this.#sinceRest >= SLICE_MS) {
      await this.pacing.rest();
      this.#marked = this.pacing.now();
      this.#sinceRest = 0;
    }
    return this.#spent <= this.budgetMs;
  }

  #count(): void {
    const now = this.pacing.now();
    const worked = now - this.#marked;
    this.#marked = now;
    this.#sinceRest += worked;
    this.#spent += worked;
    this.#total += worked;
  }
}
