import type { Fraction } from '../properties/fraction.ts';
import type { Book } from './book.ts';
import type { Day } from './calendar.ts';
import { byCustomer, stakesOn } from './comparison.ts';
import { remembered } from './memo.ts';
import { segmentOf, type Stake, totalOf } from './segments.ts';

/** The book seen from one day on, with every rate of exchange fixed. */
export type Outlook = Readonly<{
  book: Book;
  seenFrom: Day;
  /** The contracts that count on a day, of customers with ARR. */
  activeOn: (day: Day) => ReadonlyMap<string, readonly Stake[]>;
  /** A customer keeps one segment throughout. */
  segmentOfCustomer: (dimension: string, customer: string) => string;
}>;

export const outlookFrom = (book: Book, seenFrom: Day, rate: (currency: string) => Fraction | null): Outlook => {
  const activeOn = remembered(
    (day: Day): ReadonlyMap<string, readonly Stake[]> =>
      new Map([...byCustomer(stakesOn(book, day, rate))].filter(([, stakes]) => totalOf(stakes).isAboveZero())),
  );
  const days = [seenFrom, ...book.changeDays.filter((day) => day > seenFrom)];
  return {
    book,
    seenFrom,
    activeOn,
    segmentOfCustomer: (dimension, customer) => {
      const stakes = days.map((day) => activeOn(day).get(customer)).find((one) => one !== undefined);
      return segmentOf(book, dimension, customer, stakes ?? []);
    },
  };
};
