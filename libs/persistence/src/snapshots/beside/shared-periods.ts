import type { Period } from '@app/domain';
import type { PeriodSums } from '@app/processing';
import type { PeriodAt } from '../comparison/comparison.ts';

export type SumUpPeriod = (at: PeriodAt) => Promise<PeriodSums>;

const keyOf = ({ grain, label }: Period): string => `${grain}|${label}`;

/** The periods of a take, in order, each of which one of two connections sums up. */
export class SharedPeriods {
  readonly #waiting: PeriodAt[];
  readonly #sums = new Map<string, Promise<PeriodSums>>();
  readonly #isSummed = new Set<string>();
  readonly #expected: Set<string>;

  constructor(periods: readonly PeriodAt[]) {
    this.#waiting = [...periods];
    this.#expected = new Set(periods.map(({ period }) => keyOf(period)));
  }

  /** Whether it is one of these periods and was not taken yet. */
  has({ period }: Pick<PeriodAt, 'period'>): boolean {
    return this.#expected.has(keyOf(period));
  }

  /** Sums up the next period that waits, until none does. Rejects if one of them fails. */
  async work(sumUp: SumUpPeriod): Promise<void> {
    while (this.#waiting.length > 0) await this.#next(sumUp);
  }

  /**
   * The sums of a period, once. While the other connection works on it, this one sums up the next. Rejects if summing it
   * up failed there.
   */
  async take({ period }: Pick<PeriodAt, 'period'>, sumUp: SumUpPeriod): Promise<PeriodSums> {
    const key = keyOf(period);
    while (!this.#isSummed.has(key) && this.#waiting.length > 0) await this.#next(sumUp);
    const sums = this.#sums.get(key);
    if (sums === undefined) throw new Error(`${key} is none of the periods of this take`);
    this.#sums.delete(key);
    this.#expected.delete(key);
    return sums;
  }

  /** No further period is begun. */
  stop(): void {
    this.#waiting.length = 0;
  }

  async #next(sumUp: SumUpPeriod): Promise<void> {
    const at = this.#waiting.shift();
    if (at === undefined) return;
    const key = keyOf(at.period);
    const sums = sumUp(at);
    this.#sums.set(key, sums);
    // A failure is thrown where the sums are taken, and here; until then it must not count as unhandled.
    sums.catch(() => this.stop());
    await sums;
    this.#isSummed.add(key);
  }
}
