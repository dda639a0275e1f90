import { type CivilDate, compareCodePoints, type CustomerRuns, type Rates } from '@app/domain';

/** Collects the currencies without a rate that contracts have on a day up to `until`, customer by customer. */
export class MissingRates {
  readonly #currencies = new Set<string>();

  constructor(
    private readonly rates: Rates,
    private readonly until: CivilDate,
  ) {}

  see({ runs }: CustomerRuns): void {
    for (const { currency, days } of runs) {
      if (!this.rates.has(currency) && days.start <= this.until) this.#currencies.add(currency);
    }
  }

  /** In code-point order. */
  currencies(): readonly string[] {
    return [...this.#currencies].toSorted(compareCodePoints);
  }
}
