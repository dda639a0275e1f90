import { describe, expect, it } from '@jest/globals';
import { addDays, type CivilDate, inRecordOrder, type ContractEvent, type ContractId, type Policy } from '@app/domain';
import { FoldContracts, type StoredCharge, type StoredSpan } from '@app/processing';
import fc from 'fast-check';
import { amended, cancelled, created, day, term } from '../builders/events.ts';
import { line } from '../builders/lines.ts';
import { histories, policies, somewhen } from '../builders/histories.ts';
import { MemoryContractStore } from '../builders/memory-contract-store.ts';

const HORIZON = day('2029-01-01');
const RUNS = { numRuns: 500 };

const foldAll = async (store: MemoryContractStore, policy: Policy, today: CivilDate): Promise<void> => {
  const fold = new FoldContracts(store, policy, () => today);
  while ((await fold.foldNext(10)) > 0);
};

/** Events are compared by source and id, because their numbers depend on the order of arrival. */
const eventIds = (store: MemoryContractStore): ReadonlyMap<number, string> =>
  new Map([...store.books.ledger.values()].flat().map(({ seq, source, id }) => [seq, `${source} ${id}`]));

const named = (store: MemoryContractStore) => {
  const ids = eventIds(store);
  return <T extends StoredSpan | StoredCharge>(rows: readonly T[]) =>
    rows.map(({ seq, ...row }) => ({ ...row, event: ids.get(seq) }));
};

const booksOf = (store: MemoryContractStore) => {
  const rows = named(store);
  return {
    spans: [...store.books.spans].map(([id, spans]) => [id, rows(spans)]),
    charges: [...store.books.charges].map(([id, charges]) => [
      id,
      rows(charges).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ]),
    heads: [...store.books.heads.values()].map(({ revision: _, timeline, ...head }) => ({
      ...head,
      timeline: timeline.map(({ seq, ...entry }) => ({ ...entry, event: eventIds(store).get(seq) })),
    })),
  };
};

const foldedIn = async (
  parts: readonly (readonly ContractEvent[])[],
  policy: Policy,
  today: CivilDate,
): Promise<MemoryContractStore> => {
  const store = new MemoryContractStore(HORIZON);
  for (const part of parts) {
    store.accept(part);
    await foldAll(store, policy, today);
  }
  return store;
};

/** Cuts the events into parts of one to three. */
const inParts = (events: readonly ContractEvent[], sizes: readonly number[]): readonly (readonly ContractEvent[])[] => {
  const parts: (readonly ContractEvent[])[] = [];
  for (let start = 0, i = 0; start < events.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 1;
    parts.push(events.slice(start, start + size));
    start += size;
  }
  return parts;
};

const sizes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 });

const TERM = term('2024-01-15', '2026-01-15', true);

/** Dozens of amendments within one term: most take effect after all before, some are backdated, some cancel. */
const busyTerms: fc.Arbitrary<readonly ContractEvent[]> = fc
  .array(
    fc.record({
      days: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 15 }) }, fc.integer({ min: -60, max: -1 })),
      price: fc.integer({ min: 1, max: 99_999 }).map((cents) => String(cents / 100)),
      kind: fc.constantFrom('price', 'price', 'price', 'price', 'price', 'currency', 'end'),
    }),
    { minLength: 40, maxLength: 80 },
  )
  .map((steps) => {
    let effective = TERM.start;
    const later = steps.map(({ days, price, kind }, i): ContractEvent => {
      effective = addDays(effective, days);
      const head = { contract: 'sub-a', id: `event-${i}`, effective, version: i + 1 };
      if (kind === 'end') return cancelled(head);
      return amended({ ...head, term: TERM, lines: [line({ price })], currency: kind === 'currency' ? 'EUR' : 'USD' });
    });
    return [created({ contract: 'sub-a', term: TERM }), ...later];
  });

describe('a contract that is extended', () => {
  it('is worth the same as if folded at once, after dozens of amendments in one term', async () => {
    await fc.assert(
      fc.asyncProperty(busyTerms, sizes, policies, somewhen, async (events, cuts, policy, today) => {
        const extended = await foldedIn(inParts(events, cuts), policy, today);
        const whole = await foldedIn([events], policy, today);
        expect(booksOf(extended)).toEqual(booksOf(whole));
      }),
      { numRuns: 100 },
    );
  });

  it('is worth the same as if folded at once, for any cuts of its events', async () => {
    await fc.assert(
      fc.asyncProperty(histories(), sizes, policies, somewhen, async (events, cuts, policy, today) => {
        const ordered = inRecordOrder(events);
        const extended = await foldedIn(inParts(ordered, cuts), policy, today);
        const whole = await foldedIn([ordered], policy, today);
        expect(booksOf(extended)).toEqual(booksOf(whole));
      }),
      RUNS,
    );
  });
});

describe('the books of a contract', () => {
  it('are the same for any order of arrival, any cuts and any day of the fold', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories().chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray([...events], { minLength: events.length })),
        ),
        sizes,
        policies,
        somewhen,
        async ([events, shuffled], cuts, policy, today) => {
          const inPieces = await foldedIn(inParts(shuffled, cuts), policy, today);
          const atOnce = await foldedIn([events], policy, today);
          expect(booksOf(inPieces)).toEqual(booksOf(atOnce));
        },
      ),
      RUNS,
    );
  });

  it('report every day that changed: all other days are worth what they were', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories('sub-a', 4),
        histories('sub-a', 2),
        policies,
        fc.array(somewhen, { minLength: 15, maxLength: 15 }),
        async (first, second, policy, days) => {
          const more = second.map((event, i) => ({ ...event, id: `more-${i}` }));
          const store = await foldedIn([first], policy, day('2025-01-01'));
          const id = 'sub-a' as ContractId;
          const before = store.books.spans.get(id) ?? [];
          const earlier = store.books.changes.length;
          store.accept(more);
          await foldAll(store, policy, day('2025-01-01'));
          const after = store.books.spans.get(id) ?? [];
          const changes = store.books.changes.slice(earlier);
          const worthOn = (spans: readonly StoredSpan[], on: CivilDate) => {
            const span = spans.find(({ from, to }) => from <= on && (to === null || on < to));
            return span === undefined ? null : { ...span, seq: 0, from: null, to: null, term: null };
          };
          const edges = [...before, ...after].flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
          for (const on of [...days, ...edges]) {
            if (changes.some(({ from, to }) => from <= on && (to === null || on < to))) continue;
            expect([on, worthOn(after, on)]).toEqual([on, worthOn(before, on)]);
          }
        },
      ),
      RUNS,
    );
  });
});

describe('a contract whose renewals differ', () => {
  it('has the same spans after its horizon moved as with that horizon from the start', async () => {
    await fc.assert(
      fc.asyncProperty(histories(), policies, somewhen, async (events, policy, today) => {
        const moved = await foldedIn([events], policy, today);
        moved.horizon = day('2031-01-01');
        moved.touch('sub-a' as ContractId);
        await foldAll(moved, policy, today);
        const fresh = new MemoryContractStore(day('2031-01-01'));
        fresh.accept(events);
        await foldAll(fresh, policy, today);
        expect(booksOf(moved)).toEqual(booksOf(fresh));
      }),
      RUNS,
    );
  });
});
