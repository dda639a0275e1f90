import { describe, expect, it } from '@jest/globals';
import { PostgresPageBooks } from '@app/persistence';
import { type ContractPageOrder, PageContracts } from '@app/processing';
import { created, day, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

const GIVEN = [
  { contract: 'sub-Alpha', customer: 'acme', attributes: { tier: 'Gold', note: 'say "hi"' } },
  { contract: 'sub-beta', customer: 'ACME two', attributes: { tier: 'gold rush', note: 'back\\slash' } },
  { contract: 'sub-gamma', customer: 'bolt', attributes: { note: 'two\nlines', region: 'Ω zone' } },
  { contract: 'tier', customer: 'note', attributes: {} },
  { contract: 'ended-alpha', customer: 'acme', attributes: { tier: 'Gold' }, term: term('2024-01-01', '2024-06-01') },
];

/** Which letters beyond ASCII have two cases is up to the locale of the server. */
const QUERIES = ['ALPHA', 'acme', 'gold', 'tier', 'say "', '"hi"', 'back\\s', 'o\nl', 'Ω Z', 'sub', ': "', 'nothing'];
const ORDERS: readonly ContractPageOrder[] = ['arr', 'contract', 'customer', 'end'];
const TODAY = day('2025-03-31');

/** Read off what was given, without any of our code. */
const wanted = (query: string): readonly string[] =>
  GIVEN.filter(({ contract, customer, attributes, term: of }) => {
    const texts = [contract, customer, ...Object.values(attributes)];
    return of === undefined && texts.some((text) => text.toLowerCase().includes(query.toLowerCase()));
  })
    .map(({ contract }) => contract)
    .toSorted();

const found = async (query: string, order: ContractPageOrder, few: number): Promise<readonly string[]> => {
  const books = new PostgresPageBooks(store.database, { policyId: store.policyId, few });
  const asked = { on: TODAY, customer: null, query, attributes: new Map(), order };
  const ids: string[] = [];
  for (let after: readonly string[] | null = null; ;) {
    const { rows, next } = await new PageContracts(books, store.policy).page(asked, { after, limit: 2 });
    ids.push(...rows.map(({ contractId }) => contractId));
    if (next === null) return ids.toSorted();
    after = next;
  }
};

describe('A search of contracts', () => {
  it('finds ids and values of attributes in any case, however many there are, in every order', async () => {
    await store.apply(fileBatch(GIVEN.map((given) => created({ term: term('2025-01-01', null), ...given }))));
    await store.take(TODAY);
    for (const query of QUERIES) {
      for (const order of ORDERS) {
        // Many: the page is sought in the order of the list. Few: the contracts are looked up one by one.
        for (const few of [0, 10_000])
          expect([query, order, few, await found(query, order, few)]).toEqual([query, order, few, wanted(query)]);
      }
    }
  });
});
