import fc from 'fast-check';
import { type Day, plusMonths } from './calendar.ts';
import { dayIn, type Span } from './random-days.ts';
import { CONTRACTS, CUSTOMERS, eventsOf, historyIn, timeOf } from './random-history.ts';
import { policyIn, ratesIn } from './random-policy.ts';
import { situationIn } from './random-situation.ts';
import type { WireEvent, WireMerge, WirePolicy, WireRate } from './wire.ts';

/** A small book in its wire format. Every event is valid and accepted. */
export type RandomBook = Readonly<{
  events: readonly WireEvent[];
  policy: WirePolicy;
  rates: readonly WireRate[];
  asOf: Day;
}>;

type Merge = Readonly<{ data: WireMerge; minutes: number }>;

/** Merges in chains, in rings and undone; no merge of a customer into itself. */
const merge: fc.Arbitrary<Merge> = fc.record({
  data: fc
    .tuple(fc.constantFrom(...CUSTOMERS), fc.option(fc.constantFrom(...CUSTOMERS), { nil: null, freq: 3 }))
    .map(([customer_id, into]) => ({ customer_id, into: into === customer_id ? null : into })),
  minutes: fc.integer({ min: 0, max: 4 }),
});

const mergedEvent = ({ data, minutes }: Merge, index: number): WireEvent => ({
  specversion: '1.0',
  id: `merge-${(index * 7) % 10}`,
  source: '/crm',
  type: 'customer.merged',
  time: timeOf(minutes),
  subject: data.customer_id,
  data,
});

const merges: fc.Arbitrary<readonly Merge[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(merge, { minLength: 1, maxLength: 3 }) },
);

const spans: fc.Arbitrary<Span & Readonly<{ months: number }>> = fc
  .record({
    first: fc.constantFrom('2024-01-01', '2024-02-29', '2024-11-15', '2025-01-31'),
    months: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 4, max: 14 }) },
      // Long enough to compare with the year-ago day.
      { weight: 1, arbitrary: fc.integer({ min: 18, max: 26 }) },
    ),
  })
  .map(({ first, months }) => ({ first, months, last: plusMonths(first, months) }));

/** Small books that reach every rule of the definitions. Their events are shuffled. */
export const randomBook: fc.Arbitrary<RandomBook> = spans.chain((span) => {
  const { first, last, months } = span;
  const day = dayIn(span);
  const asOf = dayIn({ first: plusMonths(first, Math.ceil(months / 2)), last });
  const early = dayIn({ first, last: plusMonths(first, Math.floor(months / 2)) });
  return fc
    .record({
      histories: fc.array(historyIn(day, early), { minLength: 3, maxLength: CONTRACTS.length }),
      merges,
      situation: situationIn({ first, day, early }),
      policy: policyIn(months, day, early),
      asOf,
    })
    .chain(({ histories, merges: drawn, situation, policy, asOf: on }) => {
      const events = [
        ...histories.flatMap((history, i) => eventsOf(CONTRACTS[i] ?? '', history, span)),
        ...drawn.map(mergedEvent),
        ...situation,
      ];
      return fc.record({
        events: fc.shuffledSubarray(events, { minLength: events.length }),
        policy: fc.constant(policy),
        rates: ratesIn(day, first, policy.reporting_currency ?? 'USD'),
        asOf: fc.constant(on),
      });
    });
});

/** The random book of a seed. */
export const bookFrom = (seed: number): RandomBook => {
  const [book] = fc.sample(fc.noBias(randomBook), { seed, numRuns: 1 });
  if (book === undefined) throw new RangeError(`No book has the seed ${seed}.`);
  return book;
};
