import {
  checkedCurrency,
  type CheckedCurrency,
  type CivilDate,
  compareCodePoints,
  type ContractEvent,
  type CurrencySeen,
  discountsAboveLine,
  discountsWithoutStart,
  earlier,
  endsOneDayShort,
  type EventRef,
  farAmounts,
  farYears,
  type FxRate,
  isPriced,
  lackOfRates,
  later,
  type Line,
  missingAnchor,
  type Policy,
  type PriceGroup,
  priceGroupOf,
  productsSpeltInTwoWays,
  type Seen,
  statedDates,
  type TermsEvent,
  unitPriceAYear,
  yearOf,
  type YearSeen,
} from '@app/domain';
import type { FirstAndLast } from './check-report.ts';
import type { FindingTallies } from './finding-tallies.ts';

/**
 * What is noted of every event as it is read: its own findings, and how often each year, product, price and currency
 * occurs. It grows with the number of products and currencies, not with that of events.
 */
export class BookNotes {
  readonly #years = new Map<number, YearSeen>();
  readonly #products = new Map<string, Seen>();
  readonly #prices = new Map<string, Map<string, PriceGroup>>();
  readonly #currencies = new Map<string, CurrencySeen>();
  #effective: FirstAndLast<CivilDate> | null = null;

  constructor(private readonly tallies: FindingTallies) {}

  add(event: ContractEvent, ref: EventRef): void {
    const { effectiveDate: day } = event;
    this.#effective = {
      first: earlier(this.#effective?.first ?? day, day),
      last: later(this.#effective?.last ?? day, day),
    };
    for (const { name, date } of statedDates(event)) {
      const seen = this.#years.get(yearOf(date));
      this.#years.set(yearOf(date), {
        count: (seen?.count ?? 0) + 1,
        first: seen?.first ?? ref,
        text: seen?.text ?? `${event.contractId}: ${name} ${date}`,
      });
    }
    if (event.kind !== 'cancelled') this.#addTerms(event, ref);
  }

  get effective(): FirstAndLast<CivilDate> | null {
    return this.#effective;
  }

  /** Adds the findings that need the whole book, and returns its currencies. */
  judge(rates: readonly FxRate[] | null, policy: Policy): readonly CheckedCurrency[] {
    this.#tally('year_far_from_others', farYears(this.#years));
    this.tallies.add('product_spelt_in_two_ways', productsSpeltInTwoWays(this.#products));
    for (const groups of this.#prices.values()) {
      this.#tally('amount_far_from_others', farAmounts([...groups.values()]));
    }
    return [...this.#currencies]
      .toSorted(([a], [b]) => compareCodePoints(a, b))
      .map(([currency, seen]) => {
        const checked = checkedCurrency(currency, seen, rates ?? [], policy);
        const text = rates === null ? null : lackOfRates(checked, policy);
        if (text !== null) this.tallies.add('currency_without_rate', [{ text, events: [seen.first] }]);
        return checked;
      });
  }

  #tally(code: Parameters<FindingTallies['add']>[0], { count, examples }: ReturnType<typeof farYears>): void {
    this.tallies.add(code, examples, count);
  }

  #addTerms(event: TermsEvent, ref: EventRef): void {
    const events = [ref];
    const add = (code: Parameters<FindingTallies['add']>[0], texts: readonly string[]): void =>
      this.tallies.add(
        code,
        texts.map((text) => ({ text, events })),
      );
    add('end_one_day_short', endsOneDayShort(event));
    add('anchor_missing', missingAnchor(event));
    add('discount_without_start', discountsWithoutStart(event));
    add('discount_above_line', discountsAboveLine(event));
    const currency = this.#currencies.get(event.currency);
    this.#currencies.set(event.currency, {
      count: (currency?.count ?? 0) + 1,
      first: currency?.first ?? ref,
      firstDay: earlier(currency?.firstDay ?? event.effectiveDate, event.effectiveDate),
    });
    for (const line of event.lines) this.#addLine(event, line, ref);
  }

  #addLine({ contractId, currency }: TermsEvent, line: Line, ref: EventRef): void {
    if (isPriced(line) || line.kind === 'usage_expected') {
      const seen = this.#products.get(line.product);
      this.#products.set(line.product, { count: (seen?.count ?? 0) + 1, first: seen?.first ?? ref });
    }
    const price = unitPriceAYear(line);
    if (price === null || line.kind !== 'recurring') return;
    const key = `${currency}\n${line.product}`;
    const groups = this.#prices.get(key) ?? new Map<string, PriceGroup>();
    this.#prices.set(key, groups);
    const group = groups.get(priceGroupOf(price));
    groups.set(priceGroupOf(price), {
      count: (group?.count ?? 0) + 1,
      first: group?.first ?? ref,
      price: group?.price ?? price,
      text: group?.text ?? `${contractId}: line ${line.id}, ${line.product} in ${currency},`,
    });
  }
}
