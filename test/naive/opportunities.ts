import { Fraction, ZERO_FRACTION } from '../properties/fraction.ts';
import type { Book } from './book.ts';
import { type Day, dayBefore, lastOfMonth, monthNumber, plusDays } from './calendar.ts';
import { byCustomer, stakesOn } from './comparison.ts';
import { byCodePoint } from './order.ts';
import { lastDayOf, type Period, periodHolding } from './periods.ts';
import { exact, quotient, type Row } from './rows.ts';
import { segmentOf, type Stake, totalOf } from './segments.ts';
import { percentile } from './statistics.ts';
import { round10 } from './valuation.ts';

/** The contracts that count for each customer on a day, at the rates of the day that is looked from. */
type On = (day: Day) => ReadonlyMap<string, readonly Stake[]>;

type Rise = Readonly<{ customer: string; contract: string; on: Day; by: Fraction; isDiscount: boolean }>;

const grossOf = ({ held: { contract, event } }: Stake, day: Day): string =>
  round10(Fraction.sum(contract.lineRates(event, day, 'none').map(({ annual }) => annual))).key;

/** What rises from one day to the next, of contracts that the customer pays for on both. */
const risesOn = (on: On, day: Day): readonly Rise[] => {
  const before = dayBefore(day);
  return [...on(day)].flatMap(([customer, stakes]) =>
    stakes.flatMap((now) => {
      const { contract } = now.held;
      const then = on(before)
        .get(customer)
        ?.find(({ held }) => held.contract.id === contract.id);
      if (then === undefined || !then.value.isAboveZero() || !then.value.isBelow(now.value)) return [];
      const isSameEvent = contract.governing(before)?.event === contract.governing(day)?.event;
      return [
        {
          customer,
          contract: contract.id,
          on: day,
          by: now.value.minus(then.value),
          isDiscount: isSameEvent && grossOf(then, before) === grossOf(now, day),
        },
      ];
    }),
  );
};

const riseRow = ({ contract, on, by }: Rise): Row => ({ contract_id: contract, on, arr_change: exact(by) });

const committedOn = ({ held: { contract, event } }: Stake, day: Day): Fraction =>
  round10(
    Fraction.sum(
      contract
        .lineRates(event, day, 'none')
        .filter(({ line }) => line.kind === 'usage_commitment')
        .map(({ annual }) => annual),
    ),
  );

const usageOn = (stakes: readonly Stake[], day: Day): Row | null => {
  const exceeded = stakes.filter((stake) => {
    const committed = committedOn(stake, day);
    return committed.isAboveZero() && committed.isBelow(stake.held.measures().expectedUsage);
  });
  const sum = (value: (stake: Stake) => Fraction): string =>
    exact(Fraction.sum(exceeded.map((stake) => round10(value(stake).times(stake.rate)))));
  if (exceeded.length === 0) return null;
  return {
    expected_usage: sum(({ held }) => held.measures().expectedUsage),
    committed_minimum: sum((stake) => committedOn(stake, day)),
  };
};

/** A line in a free trial has no quantity yet. */
const quantityOn = (stakes: readonly Stake[], day: Day): Fraction =>
  Fraction.sum(
    stakes.flatMap(({ held: { contract, event } }) =>
      contract
        .lineRates(event, day, 'none')
        .filter(({ line, annual }) => line.kind === 'recurring' && !(contract.isInTrial(day) && annual.isZero()))
        .map(({ line }) => line.quantity),
    ),
  );

const hasGrown = (quantities: readonly Fraction[]): boolean =>
  quantities.slice(1).filter((quantity, i) => {
    const before = quantities[i] ?? ZERO_FRACTION;
    return before.isAboveZero() && before.isBelow(quantity);
  }).length > 1;

const daysBefore = ({ grain, start }: Period, fiscalStart: number, count: number): readonly Day[] => {
  if (count === 0) return [];
  const before = periodHolding(grain, dayBefore(start), fiscalStart);
  return [...daysBefore(before, fiscalStart, count - 1), lastDayOf(before)];
};

const compareArr = (a: Readonly<{ arr: Fraction; id: string }>, b: Readonly<{ arr: Fraction; id: string }>): number =>
  b.arr.compare(a.arr) || byCodePoint(a.id, b.id);

/** The customers that may buy more, seen from the measured day of a period. */
export const opportunityRows = (book: Book, period: Period): readonly Row[] => {
  const last = lastDayOf(period);
  const today = last < book.asOf ? last : book.asOf;
  const on: On = (day) => byCustomer(stakesOn(book, day, (currency) => book.rateOn(currency, today)));
  const dimension = book.policy.dimensions.includes('tier') ? 'tier' : 'all';
  const active = [...on(today)]
    .map(([id, stakes]) => ({ id, stakes, arr: totalOf(stakes), tier: segmentOf(book, dimension, id, stakes) }))
    .filter(({ arr }) => arr.isAboveZero());
  const last12 = lastOfMonth(monthNumber(today) + 12);
  const days = book.changeDays.filter((day) => today < day && day <= last12);
  const rises = days.flatMap((day) => risesOn(on, day));
  const measured = [...daysBefore(period, book.policy.fiscalYearStartMonth, 3), today];
  return active.toSorted(compareArr).flatMap(({ id, stakes, arr, tier }): readonly Row[] => {
    const own = rises.filter(({ customer }) => customer === id);
    const p25 = quotient(
      percentile(
        active.filter((one) => one.tier === tier).map((one) => one.arr),
        25,
      ),
    );
    const quantities = measured.map((day) => quantityOn(on(day).get(id) ?? [], day));
    const isSmall = p25 !== null && Number(arr.fixed(4)) < Number(p25);
    const stepUps = own.filter(({ isDiscount }) => !isDiscount);
    const ending = own.filter((rise) => rise.isDiscount && rise.on <= plusDays(today, 90));
    const usage = usageOn(stakes, today);
    const growth = isSmall && hasGrown(quantities) ? { acv_p25: p25, quantities: quantities.map(exact) } : null;
    if (stepUps.length + ending.length === 0 && usage === null && growth === null) return [];
    return [
      {
        customer_id: id,
        arr: exact(arr),
        segment: tier,
        step_ups: stepUps.map(riseRow),
        discounts_ending: ending.map(riseRow),
        usage,
        growth,
      } as unknown as Row,
    ];
  });
};
