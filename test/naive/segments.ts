import { Fraction } from '../properties/fraction.ts';
import { type Book, firstActiveDays, type Held } from './book.ts';
import { periodHolding } from './periods.ts';

/** A contract that counts for its customer, with its ARR in the reporting currency. */
export type Stake = Readonly<{ held: Held; value: Fraction; rate: Fraction }>;

export const NONE = '(none)';

export const totalOf = (stakes: readonly Stake[]): Fraction => Fraction.sum(stakes.map(({ value }) => value));

/** The contract with the largest ARR; of equal ones the smallest id, because stakes are in the order of ids. */
export const largestOf = (stakes: readonly Stake[]): Stake | undefined =>
  stakes.reduce<Stake | undefined>(
    (largest, stake) => (largest === undefined || largest.value.isBelow(stake.value) ? stake : largest),
    undefined,
  );

const bandOf = ({ policy }: Book, arr: Fraction): string =>
  policy.bands.findLast(({ from }) => !arr.isBelow(from))?.label ?? NONE;

const cohortOf = (book: Book, customer: string): string => {
  const first = firstActiveDays(book).get(customer);
  if (first === undefined) return NONE;
  return periodHolding(book.policy.cohortGrain, first, book.policy.fiscalYearStartMonth).label;
};

/** The segment of an active customer, which follows from its contracts on the day. */
export const segmentOf = (book: Book, dimension: string, customer: string, stakes: readonly Stake[]): string => {
  if (dimension === 'all') return 'all';
  if (dimension === 'cohort') return cohortOf(book, customer);
  if (dimension === 'acv_band') return bandOf(book, totalOf(stakes));
  const value = largestOf(stakes)?.held.event.attributes[dimension] ?? '';
  return value === '' ? NONE : value;
};

/** The segment of a figure whose customer is not active on the measured day. */
export const segmentOfNobody = (dimension: string): string => (dimension === 'all' ? 'all' : NONE);
