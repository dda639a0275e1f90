import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ContractEvent, CustomerId, MergedEvent } from '@app/domain';
import fc from 'fast-check';
import { bookDifferences, type CurrentBooks, currentBooks } from '../../../test/builders/current-books.ts';
import { amended, cancelled, created, day, merged, term } from '../../../test/builders/events.ts';
import { line, oneTime } from '../../../test/builders/lines.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withStore(
  (opened) => {
    store = opened;
  },
  { keepsFrom: 0 },
);

const AS_OF = day('2025-04-10');
const OPEN = term('2025-01-01', null);
const JANUARY = term('2025-01-05', '2025-01-20');

const tier = (name: string) => ({ attributes: { tier: name } });

/**
 * Each contract belongs to a merged customer by another table or column, so a fold has to be queued for each reason.
 */
const CONTRACTS: readonly ContractEvent[] = [
  created({ contract: 'plain', customer: 'one', term: OPEN, ...tier('smb') }),
  amended({ contract: 'plain', customer: 'one', version: 1, term: OPEN, effective: '2025-02-10', ...tier('mid') }),
  created({ contract: 'of the end', customer: 'end', term: OPEN, lines: [line({ price: 500 })], ...tier('large') }),
  created({ contract: 'of another', customer: 'other', term: OPEN, lines: [line({ price: 70 })], ...tier('smb') }),
  // Passed from one customer to another, and over on the last day.
  created({ contract: 'passed on', customer: 'two', term: OPEN, lines: [line({ price: 30 })], renews: ['plain'] }),
  amended({ contract: 'passed on', customer: 'one', version: 1, term: OPEN, effective: '2025-02-15' }),
  cancelled({ contract: 'passed on', version: 2, effective: '2025-03-03' }),
  // Only a one-time line belongs to the merged customer.
  created({ contract: 'charged', customer: 'other', term: JANUARY, effective: '2025-01-05', lines: [line()] }),
  amended({
    ...{ contract: 'charged', customer: 'one', version: 1, effective: '2025-02-01', time: '2025-02-01T00:00:00Z' },
    ...{ term: JANUARY, lines: [oneTime('2025-02-20', 900)] },
  }),
  amended({ contract: 'charged', customer: 'other', version: 2, effective: '2025-03-01', term: JANUARY, lines: [] }),
  // Worth nothing on any day, but it has a record.
  created({ contract: 'never', customer: 'two', term: OPEN, effective: '2025-02-01' }),
  cancelled({ contract: 'never', version: 1, effective: '2025-01-01', time: '2025-02-02T00:00:00Z' }),
  // Booked by another customer, and a merged customer has it at the end of the month, after its term.
  created({ contract: 'expired', customer: 'other', term: JANUARY, effective: '2025-01-05' }),
  amended({ contract: 'expired', customer: 'two', version: 1, effective: '2025-01-25', term: JANUARY }),
  amended({ contract: 'expired', customer: 'other', version: 2, effective: '2025-02-03', term: JANUARY }),
  // Another customer is the last to state terms, but a cancellation governs before. Only a span of the first contract,
  // and only a one-time line of the second one, belongs to a merged customer.
  created({ contract: 'cut', customer: 'one', term: OPEN, ...tier('cut') }),
  amended({ contract: 'cut', customer: 'other', version: 1, effective: '2025-03-01', term: OPEN }),
  cancelled({ contract: 'cut', version: 2, effective: '2025-02-10' }),
  created({
    ...{ contract: 'cut charge', customer: 'two', effective: '2025-02-01' },
    ...{ term: JANUARY, lines: [oneTime('2025-02-05', 300)] },
  }),
  amended({ contract: 'cut charge', customer: 'other', version: 1, effective: '2025-03-01', term: JANUARY }),
  cancelled({ contract: 'cut charge', version: 2, effective: '2025-02-20' }),
];

const CHAIN = [merged('one', 'two'), merged('two', 'end', { time: '2024-05-01T00:00:00Z' })];

/** The events as if each had named the customer at the end of the chain. */
const ofTheEnd = (events: readonly ContractEvent[]): readonly ContractEvent[] =>
  events.map((event) =>
    event.kind !== 'cancelled' && ['one', 'two'].includes(event.customerId)
      ? { ...event, customerId: 'end' as CustomerId }
      : event,
  );

type Arrival = readonly (ContractEvent | MergedEvent)[];

/** The books after these batches, with a take after each. */
const booksAfter = async (batches: readonly Arrival[]): Promise<CurrentBooks> => {
  store = await store.emptied();
  for (const [i, events] of batches.entries()) {
    await store.apply(fileBatch(events, `${i}.jsonl`));
    await store.take(AS_OF);
  }
  return currentBooks(store);
};

const expectBooks = async (batches: readonly Arrival[], wanted: CurrentBooks): Promise<void> => {
  expect(bookDifferences(wanted, await booksAfter(batches))).toEqual([]);
};

describe('everything of a merged customer', () => {
  let apart: CurrentBooks;
  let wanted: CurrentBooks;

  beforeAll(async () => {
    apart = await booksAfter([CONTRACTS]);
    wanted = await booksAfter([ofTheEnd(CONTRACTS)]);
  });

  it('counts for the end of the chain, as if its events had named it', async () => {
    expect(bookDifferences(apart, wanted).length).toBeGreaterThan(20);
    await expectBooks([[...CHAIN, ...CONTRACTS]], wanted);
  });

  it.each<[string, readonly Arrival[]]>([
    ['before the contracts', [CHAIN, CONTRACTS]],
    ['between them', [CONTRACTS.slice(0, 6), CHAIN, CONTRACTS.slice(6)]],
    ['after them', [CONTRACTS, CHAIN]],
    ['one by one after them', [CONTRACTS, CHAIN.slice(0, 1), CHAIN.slice(1)]],
    ['backwards after them', [CONTRACTS, CHAIN.slice(1), CHAIN.slice(0, 1)]],
  ])('does so when the merges arrive %s', async (_, batches) => {
    await expectBooks(batches, wanted);
  });

  it('does so in any order and any batches', async () => {
    const all = [...CONTRACTS, ...CHAIN];
    const arrival = fc.tuple(
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.array(fc.nat(all.length), { maxLength: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(arrival, async ([events, drawn]) => {
        const cuts = [0, ...drawn.toSorted((a, b) => a - b), events.length];
        await expectBooks(
          cuts.slice(1).map((end, i) => events.slice(cuts[i], end)),
          wanted,
        );
      }),
      { numRuns: 6, endOnFailure: true },
    );
  });

  it('is its own again once the merges are undone', async () => {
    const undone = [merged('one', null, { time: '2025-07-01T00:00:00Z' }), merged('two', null)];
    await expectBooks([CONTRACTS, CHAIN, undone], apart);
    await expectBooks([undone, CONTRACTS, CHAIN], apart);
    await expectBooks([CONTRACTS, CHAIN, undone.slice(1), undone.slice(0, 1)], apart);
  });

  it('counts for itself in a ring, and a chain that leads into a ring ends where it meets the ring', async () => {
    const ring = [merged('end', 'other'), merged('other', 'end', { time: '2025-01-02T00:00:00Z' })];
    await expectBooks([ring, CONTRACTS], apart);
    await expectBooks([CONTRACTS, ring.slice(0, 1), ring.slice(1)], apart);
    await expectBooks([CONTRACTS, [...CHAIN, ...ring]], wanted);
    await expectBooks([CONTRACTS, ring.slice(1), CHAIN, ring.slice(0, 1)], wanted);
  });
});
