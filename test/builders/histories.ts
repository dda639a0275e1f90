import {
  addDays,
  addMonths,
  type CivilDate,
  type ContractDiscount,
  type ContractEvent,
  type ContractId,
  type CustomerId,
  dateOfDayNumber,
  dayNumber,
  Decimal,
  type Discount,
  type Interval,
  type Line,
  monthsCompleted,
  type Per,
  type PeriodicPer,
  type Policy,
  type Term,
  type TermsEvent,
} from '@app/domain';
import { DEFAULT_POLICY } from '@app/domain';
import fc from 'fast-check';
import { day } from './events.ts';

/** Dates that histories play on: month ends and a leap day stand out. */
const FIRST = dayNumber(day('2023-01-01'));
const MONTH_ENDS = ['2023-01-31', '2023-08-31', '2024-01-31', '2024-02-29', '2024-03-31', '2024-12-31'].map(day);

const ANCHORS = ['2022-12-31', '2023-01-31', '2023-08-31', '2024-01-31'].map(day);

const date: fc.Arbitrary<CivilDate> = fc.oneof(
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
/** Of a line, sometimes for the whole of its term. */
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

/** Months from the term's start, and how many the line runs; null leaves the bound out. */
const bounds = fc.record({
  starts: fc.option(fc.constantFrom(0, 1, 6, 12, 18), { nil: null, freq: 2 }),
  runs: fc.option(fc.constantFrom(1, 6, 12, 24), { nil: null, freq: 2 }),
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

type Bounds = Readonly<{ starts: number | null; runs: number | null; skewDays: number }>;

const boundsIn = (term: Term, { starts, runs, skewDays }: Bounds) => {
  const start = starts === null ? null : addDays(addMonths(term.start, starts), skewDays);
  const end = runs === null ? null : addMonths(addDays(start ?? term.start, skewDays), runs);
  return { start, end };
};

/** One line a step, twelve months or an odd while each. */
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

/** A month's price for the whole term only where the term has an end. */
const inTermOf = ({ end }: Term, line: Line): Line =>
  end === null && 'per' in line && line.per.interval === 'term'
    ? { ...line, per: { interval: 'month', count: 1 } }
    : line;

const linesIn = (term: Term): fc.Arbitrary<readonly Line[]> =>
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

/** Free for the first months, or up to the end: by a discount of all that the lines come to. */
const freeFirst = (term: Term): fc.Arbitrary<readonly ContractDiscount[]> =>
  fc
    .constantFrom(1, 2, 6, 13)
    .map((months) => [{ type: 'percent', value: new Decimal(100), start: null, end: addMonths(term.start, months) }]);

const discountsIn = (term: Term): fc.Arbitrary<readonly ContractDiscount[]> =>
  fc.oneof({ weight: 6, arbitrary: contractDiscounts }, { weight: 1, arbitrary: freeFirst(term) });

/** Counted from the start, from a month's end before it, or from a day that fits no month of the term. */
const anchorsOf = (start: CivilDate): fc.Arbitrary<CivilDate> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(start) },
    { weight: 2, arbitrary: fc.constantFrom(...ANCHORS).map((anchor) => (anchor < start ? anchor : start)) },
    { weight: 2, arbitrary: fc.constantFrom(1, 2, 11, 13).map((months) => addMonths(start, -months)) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }).map((days) => addDays(start, -days)) },
  );

/** Whole months and odd lengths, those that renew and those that do not, evergreen ones. */
const termFrom = (start: CivilDate): fc.Arbitrary<Term> =>
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

const CONTRACTS = ['sub-a', 'sub-b', 'sub-c', 'sub-d'] as const;

const fullTerms = (start: CivilDate) =>
  termFrom(start).chain((term) =>
    fc.record({
      term: fc.constant(term),
      lines: linesIn(term),
      discounts: discountsIn(term),
      customerId: fc.constantFrom('cus-1', 'cus-1', 'cus-2').map((id) => id as CustomerId),
      currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR', 'JPY'),
      attributes: fc.constantFrom<Readonly<Record<string, string>>[]>(
        {},
        { tier: 'a' },
        { tier: 'b', region: 'emea' },
        { tier: '' },
      ),
      renews: fc.oneof(
        { weight: 3, arbitrary: fc.constant<readonly ContractId[]>([]) },
        {
          weight: 1,
          arbitrary: fc.subarray(
            CONTRACTS.map((id) => id as ContractId),
            { maxLength: 2 },
          ),
        },
      ),
      openedDate: fc.constant(null),
      closedDate: fc.option(date, { nil: null }),
    }),
  );

type Terms = ReturnType<typeof fullTerms> extends fc.Arbitrary<infer T> ? T : never;

/** What an event does to what was stated before it; without anything before it states terms of its own. */
type Step = Readonly<{
  kind: 'created' | 'amended' | 'cancelled' | 'restated' | 'renewed early' | 'changed';
  terms: Terms;
  effective: CivilDate;
  version: number | null;
  minutes: number;
}>;

const step: fc.Arbitrary<Step> = date.chain((start) =>
  fc.record({
    kind: fc.constantFrom<Step['kind'][]>(
      'created',
      'amended',
      'amended',
      'changed',
      'changed',
      'cancelled',
      'restated',
      'renewed early',
    ),
    terms: fullTerms(start),
    effective: fc.oneof({ weight: 1, arbitrary: fc.constant(start) }, { weight: 2, arbitrary: date }),
    version: fc.constantFrom(0, 0, 0, 1, 2),
    // Few, so that times are equal now and then and ids decide.
    minutes: fc.integer({ min: 0, max: 6 }),
  }),
);

const later = (terms: Terms): Terms => {
  const start = terms.term.end ?? addMonths(terms.term.start, 12);
  const months = 12;
  return { ...terms, term: { ...terms.term, start, end: addMonths(start, months), anchor: start } };
};

/** The terms of a step, made of its own and of those stated before. */
const termsOf = ({ kind, terms }: Step, before: Terms | null): Terms => {
  if (before === null) return terms;
  switch (kind) {
    case 'restated':
      // Nothing economic changes: an attribute, and the order and the ids of the lines.
      return { ...before, lines: renamed(before.lines.toReversed()), attributes: { tier: 'restated' } };
    case 'renewed early':
      return { ...later(before), ...withLinesOf(terms, later(before).term) };
    case 'changed':
      return { ...before, ...withLinesOf(terms, before.term), currency: terms.currency };
    case 'created':
    case 'amended':
    case 'cancelled':
      return terms;
  }
};

const renamed = (lines: readonly Line[]): readonly Line[] => lines.map((line, i) => ({ ...line, id: `other-${i}` }));

/** Lines that were drawn for another term: an end that would lie before its start here is left out. */
const withLinesOf = ({ lines, discounts: ofAll }: Terms, term: Term): Pick<Terms, 'lines' | 'discounts'> => ({
  lines: lines.map((line) =>
    inTermOf(term, line.end !== null && line.end <= (line.start ?? term.start) ? { ...line, end: null } : line),
  ),
  discounts: ofAll,
});

const history = (contractId: string, steps: readonly Step[]): readonly ContractEvent[] => {
  let before: Terms | null = null;
  return steps.map((step, i): ContractEvent => {
    const head = {
      // Not in the order of the steps.
      id: `evt-${(i * 7) % 10}-${i}`,
      source: i % 3 === 0 ? '/billing' : '/billing/eu',
      recordedAt: { seconds: 1_700_000_000 + step.minutes * 60, nanos: 0 },
      version: step.version,
      contractId: contractId as ContractId,
      effectiveDate: step.effective,
    };
    if (step.kind === 'cancelled') return { kind: 'cancelled', ...head, reason: null };
    const terms = termsOf(step, before);
    before = terms;
    const event: TermsEvent = {
      ...head,
      ...terms,
      renews: terms.renews.filter((renewed) => renewed !== contractId),
      kind: step.kind === 'created' ? 'created' : 'amended',
    };
    return event;
  });
};

/** What may have been recorded of one contract, in no order: realistic, and then some. */
export const histories = (contractId = 'sub-a', maxLength = 7): fc.Arbitrary<readonly ContractEvent[]> =>
  fc
    .tuple(fc.array(step, { minLength: 1, maxLength }), fc.constantFrom('each', 'each', 'some', 'none'))
    .map(([steps, versions]) => history(contractId, steps.map(stating(versions))));

/** Whether each event states its version, every third one does, or none. */
const stating =
  (versions: 'each' | 'some' | 'none') =>
  (step: Step, i: number): Step =>
    versions === 'each' || (versions === 'some' && i % 3 === 0) ? step : { ...step, version: null };

/** The histories of up to four contracts of two customers. */
export const bookHistories: fc.Arbitrary<readonly ContractEvent[]> = fc
  .tuple(
    fc.tuple(...CONTRACTS.map((contractId) => histories(contractId, 4))),
    fc.integer({ min: 1, max: CONTRACTS.length }),
  )
  .map(([all, count]) => all.slice(0, count).flat());

/** Every way of valuing a contract. */
export const policies: fc.Arbitrary<Policy> = fc
  .record({
    ramp: fc.constantFrom<Policy['ramp'][]>('average_in_year', 'exit_run_rate', 'term_average'),
    amendmentBasis: fc.constantFrom<Policy['amendmentBasis'][]>('remaining_term', 'whole_term'),
    discounts: fc.constantFrom<Policy['discounts'][]>('lasting', 'all'),
    renewalGraceDays: fc.constantFrom(0, 0, 1, 30, 400),
  })
  .map((changes) => ({ ...DEFAULT_POLICY, ...changes }));

/** A date on which histories play, or somewhat later. */
export const somewhen: fc.Arbitrary<CivilDate> = fc
  .integer({ min: -40, max: 1800 })
  .map((days) => dateOfDayNumber(FIRST + days));
