import { Fraction } from '../properties/fraction.ts';
import type { Book } from './book.ts';
import { type Day, firstOfMonth, isWithin, lastOfMonth, monthNumber, plusDays } from './calendar.ts';
import { type Due, dueRow, dueUntil } from './due.ts';
import { byCodePoint } from './order.ts';
import { type Outlook, outlookFrom } from './outlook.ts';
import { exact, mapped, type Row } from './rows.ts';
import { type Stake, totalOf } from './segments.ts';
import { termInForceOn } from './terms.ts';

type Month = Readonly<{ label: string; opensOn: Day; measuredOn: Day }>;

const monthsAfter = (asOf: Day, count: number): readonly Month[] =>
  Array.from({ length: count }, (_, i) => {
    const number = monthNumber(asOf) + 1 + i;
    return {
      label: firstOfMonth(number).slice(0, 7),
      opensOn: i === 0 ? asOf : lastOfMonth(number - 1),
      measuredOn: lastOfMonth(number),
    };
  });

type Commitment = 'committed_arr' | 'evergreen_arr' | 'renewing_arr';

const commitmentOf = ({ held: { event } }: Stake, day: Day, seenFrom: Day): Commitment => {
  const inForce = termInForceOn(event.term, day);
  if (inForce === null) return 'evergreen_arr';
  return inForce.isFirst || inForce.days.start <= seenFrom ? 'committed_arr' : 'renewing_arr';
};

type Balance = Readonly<{ before: Fraction; now: Fraction }>;

const sumWhere = (
  balances: readonly Balance[],
  matches: (one: Balance) => boolean,
  value: (one: Balance) => Fraction = ({ now, before }) => now.minus(before),
): Fraction => Fraction.sum(balances.filter(matches).map(value));

const isBoth = ({ before, now }: Balance): boolean => before.isAboveZero() && now.isAboveZero();

const movementsOf = (balances: readonly Balance[]) => ({
  opening_arr: sumWhere(
    balances,
    () => true,
    ({ before }) => before,
  ),
  starting_arr: sumWhere(balances, ({ before }) => before.isZero()),
  step_up_arr: sumWhere(balances, (one) => isBoth(one) && one.before.isBelow(one.now)),
  step_down_arr: sumWhere(balances, (one) => isBoth(one) && one.now.isBelow(one.before)),
  ending_arr: sumWhere(balances, ({ now }) => now.isZero()),
});

const figuresOf = (outlook: Outlook, month: Month, customers: readonly string[], due: readonly Due[]): Row => {
  const { opensOn, measuredOn } = month;
  const [before, now] = [outlook.activeOn(opensOn), outlook.activeOn(measuredOn)];
  const stakes = customers.flatMap((customer) => now.get(customer) ?? []);
  const of = (commitment: Commitment): Fraction =>
    totalOf(stakes.filter((stake) => commitmentOf(stake, measuredOn, outlook.seenFrom) === commitment));
  const balances = customers.map((customer) => ({
    before: totalOf(before.get(customer) ?? []),
    now: totalOf(now.get(customer) ?? []),
  }));
  return {
    arr: exact(totalOf(stakes)),
    active_logos: balances.filter((one) => one.now.isAboveZero()).length,
    ...mapped(
      {
        committed_arr: of('committed_arr'),
        evergreen_arr: of('evergreen_arr'),
        renewing_arr: of('renewing_arr'),
        ...movementsOf(balances),
      },
      exact,
    ),
    ...dueRow(due),
  };
};

const isOnlyZeros = (row: Row): boolean => Object.values(row).every((value) => value === 0 || value === '0');

/** Currencies of contracts that are active on some day of the outlook, without a rate on its first day. */
const missingFx = (book: Book, until: Day): readonly string[] => {
  const days = { start: book.asOf, end: plusDays(until, 1) };
  const held = [book.asOf, ...book.changeDays.filter((day) => isWithin(days, day))].flatMap(book.heldOn);
  const missing = held.map(({ event }) => event.currency).filter((one) => book.rateOn(one, book.asOf) === null);
  return [...new Set(missing)].toSorted(byCodePoint);
};

/** The ARR that is signed already, for `months` calendar months after the one that holds `as_of`. */
export const aheadRows = (book: Book, count: number): readonly Row[] => {
  const months = monthsAfter(book.asOf, count);
  const until = months.at(-1)?.measuredOn ?? book.asOf;
  const outlook = outlookFrom(book, book.asOf, (currency) => book.rateOn(currency, book.asOf));
  const missing = missingFx(book, until);
  const allDue = dueUntil(outlook, until);
  const allCustomers = [
    ...new Set([
      ...[book.asOf, ...months.map(({ measuredOn }) => measuredOn)].flatMap((day) => [...outlook.activeOn(day).keys()]),
      ...allDue.map(({ customer }) => customer),
    ]),
  ];
  return months.flatMap((month) =>
    book.policy.dimensions.flatMap((dimension) => {
      const segmentOf = (customer: string): string => outlook.segmentOfCustomer(dimension, customer);
      const segments = new Set([...(dimension === 'all' ? ['all'] : []), ...allCustomers.map(segmentOf)]);
      return [...segments].toSorted(byCodePoint).flatMap((segment) => {
        const figures = figuresOf(
          outlook,
          month,
          allCustomers.filter((customer) => segmentOf(customer) === segment),
          allDue.filter(
            ({ customer, end }) => segmentOf(customer) === segment && month.opensOn < end && end <= month.measuredOn,
          ),
        );
        if (dimension !== 'all' && isOnlyZeros(figures)) return [];
        const names = { month: month.label, measured_on: month.measuredOn, dimension, segment };
        return [{ ...names, ...figures, missing_fx: missing }];
      });
    }),
  );
};
