import {
  type CivilDate,
  compareCodePoints,
  type ContractWithLines,
  type Decimal,
  type Policy,
  productAmounts,
  type Rates,
  ratesOn,
  ZERO,
} from '@app/domain';
import { knownDay, knownDays } from '../reports/known-days.ts';
import type { ProductBooks } from './product-books.ts';

/** The sums of a product over all customers active on a day, in the reporting currency (definitions, section 11). */
export type ProductRow = Readonly<{ product: string; arr: Decimal; grossArr: Decimal; logos: number }>;

export type ByProduct = Readonly<{ day: CivilDate; rows: readonly ProductRow[] }>;

type Totals = Map<string, Omit<ProductRow, 'product'>>;

const NOTHING: Omit<ProductRow, 'product'> = { arr: ZERO, grossArr: ZERO, logos: 0 };

/** Adds a customer's contracts. A customer counts in each product in which it has ARR. */
const count = (totals: Totals, contracts: readonly ContractWithLines[], rates: Rates): void => {
  for (const [product, own] of productAmounts(contracts, rates)) {
    const { arr, grossArr, logos } = totals.get(product) ?? NOTHING;
    totals.set(product, {
      arr: arr.plus(own.arr),
      grossArr: grossArr.plus(own.grossArr),
      logos: logos + (own.arr.gt(0) ? 1 : 0),
    });
  }
};

/** The products that have an amount. A product that is given away has gross ARR, so it has a row too. */
const rowsOf = (totals: Totals): readonly ProductRow[] =>
  [...totals]
    .map(([product, total]) => ({ product, ...total }))
    .filter(({ arr, grossArr }) => arr.gt(0) || grossArr.gt(0))
    .toSorted((a, b) => compareCodePoints(a.product, b.product));

/** ARR and logos of each product on a day. */
export class ArrByProduct {
  constructor(
    private readonly books: ProductBooks,
    private readonly policy: Policy,
  ) {}

  /** Null: on the last day taken. Throws `OutOfRangeError` for a day that is not known. */
  async on(asked: CivilDate | null): Promise<ByProduct> {
    return this.books.read(async (reading) => {
      const known = knownDays(await reading.days(), 'on');
      const day = knownDay(asked ?? known.asOf, known, 'on');
      const rates = ratesOn(await reading.rates(), day, this.policy);
      const totals: Totals = new Map();
      for await (const customers of reading.customers(day)) {
        for (const contracts of customers) count(totals, contracts, rates);
      }
      return { day, rows: rowsOf(totals) };
    });
  }
}
