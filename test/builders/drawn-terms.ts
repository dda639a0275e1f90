import {
  addDays,
  addMonths,
  type CivilDate,
  type ContractDiscount,
  dateOfDayNumber,
  dayNumber,
  Decimal,
  type Discount,
  type Interval,
  type Line,
  monthsCompleted,
  type Per,
  type PeriodicPer,
  type Term,
} from '@app/domain';
import fc from 'fast-check';
import { day } from './events.ts';

/** The first day of the histories. Their dates are often ends of months and a leap day. */
export const FIRST = dayNumber(day('2023-01-01'));
const MONTH_ENDS = ['2023-01-31', '2023-08-31', '2024-01-31', '2024-02-29', '2024-03-31', '2024-12-31'].map(day);

const ANCHORS = ['2022-12-31', '2023-01-31', '2023-08-31', '2024-01-31'].map(day);

export const date: fc.Arbitrary<CivilDate> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...MONTH_ENDS) },
  { weight: 1, arbitrary: fc.constantFrom('2024-01-01', '2024-07-01', '2025-01-01').map(day) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 900 }).map((days) => dateOfDayNumber(FIRST + days)) },
);

const amount = fc.oneof(
  fc.constantFrom('0', '1', '100', '1000', '0.0000000001', '33.3333333333', '999.99'),
  fc.integer({ min: 0, max: 5_000_000 }).map((cents) => String(cents / 100)),
);
const decimal = amount.map((text) => new Decimal(text));

const per: fc.Arbitrary<PeriodicPer> = fc.record({
  interval: fc.constantFrom<Interval>('day', 'week', 'month', 'quarter', 'half_year', 'year', 'month'),
  count: fc.constantFrom(1, 1, 1, 2, 3, 7),
});
/** The billing interval of a line, sometimes the whole term. */
const perOfLine: fc.Arbitrary<Per> = fc.oneof(
  { weight: 7, arbitrary: per },
  { weight: 1, arbitrary: fc.constant<Per>({ interval: 'term' }) },
);

const optionalDate = fc.option(date, { nil: null, freq: 2 });

const discount: fc.Arbitrary<Discount> = fc.record({
  type: fc.constantFrom('percent', 'amount'),
  value: fc.constantFrom('0', '5', '12.5', '33.3333333333', '100').map((text) => new Decimal(text)),
  start: optionalDate,
  end: optionalDate,
});
const discounts = fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(discount, { maxLength: 2 }));

const contractDiscount: fc.Arbitrary<ContractDiscount> = fc
  .tuple(discount, per)
  .map(([{ type, ...rest }, interval]) => (type === 'amount' ? { ...rest, type, per: interval } : { ...rest, type }));
const contractDiscounts = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(contractDiscount, { minLength: 1, maxLength: 3 }) },
);

const product = fc.constantFrom('core', 'core', 'add-on', 'core 2');

/** Months from the term's start to the line's, and the months that the line runs. Null: without that bound. */
const bounds = fc.record({
  starts: fc.option(fc.constantFrom(0, 1, 6, 12, 18), { nil: null, freq: 2 }),
  lasts: fc.option(fc.constantFrom(1, 6, 12, 24), { nil: null, freq: 2 }),
  skewDays: fc.constantFrom(0, 0, 0, 1, 13),
});

const UNCOUNTED = ['tax', 'processing_fee', 'refund', 'chargeback', 'credit'] as const;

const unbound = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('recurring' as const),
      product,
      quantity: fc.constantFrom('1', '10', '2.5', '0').map((text) => new Decimal(text)),
      unitPrice: decimal,
      per: perOfLine,
      discounts,
    }),
  },
  fc.record({ kind: fc.constant('usage_commitment' as const), product, amount: decimal, per: perOfLine, discounts }),
  fc.record({ kind: fc.constant('usage_expected' as const), product, amount: decimal, per: perOfLine }),
  fc.record({ kind: fc.constant('one_time' as const), amount: decimal, date }),
  fc.record({ kind: fc.constantFrom(...UNCOUNTED), amount: decimal }),
);

type Bounds = Readonly<{ starts: number | null; lasts: number | null; skewDays: number }>;

const boundsIn = (term: Term, { starts, lasts, skewDays }: Bounds) => {
  const start = starts === null ? null : addDays(addMonths(term.start, starts), skewDays);
  const end = lasts === null ? null : addMonths(addDays(start ?? term.start, skewDays), lasts);
  return { start, end };
};

/** A ramp: one line for each step of `stepMonths` months. */
const ramp = (term: Term, steps: readonly Decimal[], stepMonths: number): readonly Line[] =>
  steps.map((unitPrice, i) => ({
    kind: 'recurring',
    id: `step-${i}`,
    product: 'ramped',
    quantity: new Decimal(1),
    unitPrice,
    per: { interval: 'month', count: 1 },
    discounts: [],
    start: addMonths(term.start, i * stepMonths),
    end: i === steps.length - 1 ? null : addMonths(term.start, (i + 1) * stepMonths),
  }));

/** The line with a price by month instead of by term, if the term has no end. */
export const inTermOf = ({ end }: Term, line: Line): Line =>
  end === null && 'per' in line && line.per.interval === 'term'
    ? { ...line, per: { interval: 'month', count: 1 } }
    : line;

export const linesIn = (term: Term): fc.Arbitrary<readonly Line[]> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .array(fc.tuple(unbound, bounds), { maxLength: 4 })
        .map((lines) =>
          lines.map(([line, at], i) => inTermOf(term, { id: `line-${i}`, ...line, ...boundsIn(term, at) })),
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.array(decimal, { minLength: 2, maxLength: 3 }), fc.constantFrom(3, 6, 12, 12))
        .map(([steps, months]) => ramp(term, steps, months)),
    },
  );

/** A discount of 100 % for the first months, so that the contract begins with a trial. */
const freeFirst = (term: Term): fc.Arbitrary<readonly ContractDiscount[]> =>
  fc
    .constantFrom(1, 2, 6, 13)
    .map((months) => [{ type: 'percent', value: new Decimal(100), start: null, end: addMonths(term.start, months) }]);

export const discountsIn = (term: Term): fc.Arbitrary<readonly ContractDiscount[]> =>
  fc.oneof({ weight: 6, arbitrary: contractDiscounts }, { weight: 1, arbitrary: freeFirst(term) });

/** Anchors: the start, the end of a month before it, or a day of which the term is not whole months. */
const anchorsOf = (start: CivilDate): fc.Arbitrary<CivilDate> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(start) },
    { weight: 2, arbitrary: fc.constantFrom(...ANCHORS).map((anchor) => (anchor < start ? anchor : start)) },
    { weight: 2, arbitrary: fc.constantFrom(1, 2, 11, 13).map((months) => addMonths(start, -months)) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }).map((days) => addDays(start, -days)) },
  );

/** Terms of whole months and of odd lengths, with and without renewals, and evergreen ones. */
export const termFrom = (start: CivilDate): fc.Arbitrary<Term> =>
  anchorsOf(start).chain((anchor) =>
    fc
      .record({
        end: fc.oneof(
          {
            weight: 4,
            arbitrary: fc.constantFrom(12, 12, 1, 3, 6, 11, 13, 24, 36).map((months) => addMonths(start, months)),
          },
          {
            weight: 3,
            arbitrary: fc
              .constantFrom(1, 3, 12)
              .map((months) => addMonths(anchor, monthsCompleted(anchor, start) + months))
              .map((end) => (start < end ? end : addMonths(start, 1))),
          },
          { weight: 2, arbitrary: fc.constantFrom(10, 45, 100, 365, 366, 400).map((days) => addDays(start, days)) },
          { weight: 1, arbitrary: fc.constant(null) },
        ),
        autoRenew: fc.boolean(),
      })
      .map(({ end, autoRenew }) => ({ start, end, autoRenew, anchor })),
  );
