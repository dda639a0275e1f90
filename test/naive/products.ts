import { Fraction } from '../properties/fraction.ts';
import type { Book } from './book.ts';
import type { Day } from './calendar.ts';
import { byCustomer, stakesOn } from './comparison.ts';
import { byCodePoint } from './order.ts';
import { exact, type Row } from './rows.ts';
import { type Stake, totalOf } from './segments.ts';
import { type Counted } from './lines.ts';
import { countedInArr, round10 } from './valuation.ts';

type OfProduct = Readonly<{ product: string; customer: string; arr: Fraction; gross: Fraction }>;

/** A contract's ARR by product, rounded once in the contract's currency and once in the reporting currency. */
const productsOf = ({ held, rate }: Stake, book: Book, day: Day): readonly OfProduct[] => {
  const { contract, event, customer } = held;
  const rates = (counted: Counted) => contract.lineRates(event, day, counted);
  return [...new Set(event.priced.map(({ product }) => product))].map((product) => {
    const reported = (counted: Counted): Fraction => {
      const own = rates(counted).filter(({ line }) => line.product === product);
      return round10(round10(Fraction.sum(own.map(({ annual }) => annual))).times(rate));
    };
    return { product, customer, arr: reported(countedInArr(book.policy)), gross: reported('none') };
  });
};

export const productRows = (book: Book, day: Day): readonly Row[] => {
  const active = [...byCustomer(stakesOn(book, day, (currency) => book.rateOn(currency, day))).values()].filter(
    (stakes) => totalOf(stakes).isAboveZero(),
  );
  const all = active.flat().flatMap((stake) => productsOf(stake, book, day));
  return [...Map.groupBy(all, ({ product }) => product)]
    .toSorted(([a], [b]) => byCodePoint(a, b))
    .map(([product, own]) => {
      const customers = Map.groupBy(own, ({ customer }) => customer);
      const withArr = [...customers.values()].filter((parts) => parts.some(({ arr }) => arr.isAboveZero()));
      return {
        day,
        product,
        arr: exact(Fraction.sum(own.map(({ arr }) => arr))),
        gross_arr: exact(Fraction.sum(own.map(({ gross }) => gross))),
        active_logos: withArr.length,
      };
    })
    .filter((row) => row.arr !== '0' || row.gross_arr !== '0');
};
