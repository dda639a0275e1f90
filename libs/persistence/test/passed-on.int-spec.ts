import { describe, expect, it } from '@jest/globals';
import type { ContractEvent } from '@app/domain';
import { bookDifferences, type CurrentBooks, currentBooks } from '../../../test/builders/current-books.ts';
import { amended, created, day, term } from '../../../test/builders/events.ts';
import { line, oneTime } from '../../../test/builders/lines.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

// Takes keep their comparisons, so the second take starts from the first.
withStore(
  (opened) => {
    store = opened;
  },
  { keepsFrom: 0 },
);

const EXPIRED = term('2025-01-05', '2025-01-20');

const CUSTOMERS = ['giver', 'receiver', 'third'].map((customer, i) =>
  created({
    ...{ contract: `of ${customer}`, customer, term: term('2025-01-01', null) },
    ...{ lines: [line({ price: 100 + 900 * i })], attributes: { tier: customer } },
  }),
);
const LINES = [line({ price: 10 }), oneTime('2025-01-07', 70)];
const BOOKED = created({ contract: 'over', customer: 'giver', term: EXPIRED, lines: LINES });
const passedOn = (customer: string, effective: string, version: number): ContractEvent =>
  amended({ contract: 'over', customer, effective, version, term: EXPIRED, lines: [] });

const booksAfter = async (batches: readonly (readonly ContractEvent[])[]): Promise<CurrentBooks> => {
  store = await store.emptied();
  for (const [i, events] of batches.entries()) {
    await store.apply(fileBatch(events, `${i}.jsonl`));
    await store.take(day('2025-03-10'));
  }
  return currentBooks(store);
};

describe('a contract that is passed on after its end', () => {
  it.each<[string, readonly (readonly ContractEvent[])[]]>([
    ['for good', [[BOOKED], [passedOn('receiver', '2025-01-25', 1)]]],
    ['and back', [[BOOKED], [passedOn('receiver', '2025-01-25', 1), passedOn('giver', '2025-02-10', 2)]]],
    [
      'to one, then by a backdated record to another',
      [[BOOKED, passedOn('receiver', '2025-01-25', 1)], [passedOn('third', '2025-01-24', 2)]],
    ],
  ])(
    'takes its booking and its one-time lines to the new customer, whenever the events arrive: %s',
    async (_, later) => {
      const [first = [], ...others] = later;
      const wanted = await booksAfter([[...CUSTOMERS, ...later.flat()]]);
      expect(bookDifferences(wanted, await booksAfter([[...CUSTOMERS, ...first], ...others]))).toEqual([]);
    },
  );
});
