import { OtherPolicyError } from '@app/persistence';
import type { PolicyAtHand } from '@app/processing';

/** Use cases under the store's policy. Work that a restatement interrupts is repeated under the new policy. */
export class UnderPolicy<T> {
  #at: PolicyAtHand;
  #useCases: T;
  readonly #reopen: () => Promise<PolicyAtHand>;
  readonly #build: (at: PolicyAtHand) => T;

  constructor(at: PolicyAtHand, reopen: () => Promise<PolicyAtHand>, build: (at: PolicyAtHand) => T) {
    this.#at = at;
    this.#reopen = reopen;
    this.#build = build;
    this.#useCases = build(at);
  }

  get timezone(): string {
    return this.#at.policy.timezone;
  }

  /** Runs the work, and once more under the new policy if the store has another one than the use cases. */
  async run<R>(work: (useCases: T) => Promise<R>): Promise<R> {
    const tried = this.#at;
    try {
      return await work(this.#useCases);
    } catch (error) {
      if (!(error instanceof OtherPolicyError)) throw error;
    }
    if (this.#at === tried) {
      this.#at = await this.#reopen();
      this.#useCases = this.#build(this.#at);
    }
    return work(this.#useCases);
  }
}
