import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, type CivilDate, type ContractEvent, DEFAULT_POLICY } from '@app/domain';
import fc from 'fast-check';
import { created, day, term } from '../../../test/builders/events.ts';
import { bookHistories } from '../../../test/builders/histories.ts';
import { line } from '../../../test/builders/lines.ts';
import { type OpenStore, openFresh } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { spansOf } from '../../../test/builders/worth.ts';
import { type PostgresService, startPostgres } from '../../../test/services/postgres.ts';

let service: PostgresService;
let store: OpenStore;

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service);
});
beforeEach(async () => {
  store = await store.emptied();
});
afterAll(async () => {
  await store.close();
  await service.stop();
});

const EARLY = day('2022-12-31');

/** A take of a day before everything brings the customers up to date and takes no period. */
const firstDays = async (): Promise<Readonly<Record<string, string>>> => {
  await store.take(EARLY);
  const rows = await store.database.query<{ customer_id: string; first_active: string }>(
    'SELECT customer_id, first_active::text FROM customer WHERE first_active IS NOT NULL',
  );
  return Object.fromEntries(rows.map(({ customer_id, first_active }) => [customer_id, first_active]));
};

type Active = Readonly<{ contractId: string; customerId: string; renews: readonly string[]; hasArr: boolean }>;

/** The definition, day by day: which contracts are active, which of them are left out, who has ARR from the others. */
const naiveFirstDays = (events: readonly ContractEvent[]): Readonly<Record<string, string>> => {
  const contracts = Map.groupBy(events, ({ contractId }) => contractId);
  const spans = [...contracts.values()].flatMap((own) => spansOf(own, DEFAULT_POLICY, day('2031-01-01')).spans);
  const activeOn = (on: CivilDate): readonly Active[] =>
    spans
      .filter(({ from, to }) => from <= on && (to === null || on < to))
      .map(({ event, measures }) => ({
        contractId: event.contractId,
        customerId: event.customerId,
        renews: event.renews,
        hasArr: measures.arr.gt(0),
      }));
  const found: Record<string, string> = {};
  const edges = spans.flatMap(({ from, to }) => (to === null ? [from] : [from, to])).toSorted();
  const last = edges.at(-1);
  for (let on = edges[0]; on !== undefined && last !== undefined && on <= last; on = addDays(on, 1)) {
    const active = activeOn(on);
    for (const one of active) {
      const isLeftOut = active.some(
        (other) =>
          other.hasArr &&
          other.customerId === one.customerId &&
          other.renews.includes(one.contractId) &&
          !(one.renews.includes(other.contractId) && one.contractId > other.contractId),
      );
      if (one.hasArr && !isLeftOut) found[one.customerId] ??= on;
    }
  }
  return found;
};

describe('the first active day of a customer', () => {
  it('is that of a day-by-day reading, with renewals, contracts left out and changes of customer', async () => {
    await fc.assert(
      fc.asyncProperty(bookHistories, fc.nat(), async (events, cut) => {
        const own = events.map((event) => ({ ...event, id: `${event.contractId} ${event.id}` }));
        store = await store.emptied();
        const first = own.slice(0, cut % (own.length + 1));
        await store.apply(fileBatch(first));
        expect(await firstDays()).toEqual(naiveFirstDays(first));
        await store.apply(fileBatch(own));
        expect(await firstDays()).toEqual(naiveFirstDays(own));
      }),
      { numRuns: 40 },
    );
  });

  it('is the first with ARR, in any currency, however small', async () => {
    await store.apply(
      fileBatch([
        created({
          currency: 'JPY',
          lines: [line({ price: 0, end: '2025-03-01' }), line({ id: 'b', price: '0.0000000001', start: '2025-03-01' })],
        }),
      ]),
    );
    expect(await firstDays()).toEqual({ 'cus-1': '2025-03-01' });
  });

  it('is not put off by a successor that is not paid for', async () => {
    await store.apply(
      fileBatch([
        created({ contract: 'old', term: term('2025-01-01', null) }),
        created({ contract: 'free', renews: ['old'], term: term('2025-01-01', '2025-02-10'), lines: [] }),
      ]),
    );
    expect(await firstDays()).toEqual({ 'cus-1': '2025-01-01' });
  });

  it('is not put off by a successor on the days before it is paid for', async () => {
    await store.apply(
      fileBatch([
        created({ contract: 'old', term: term('2025-01-01', null) }),
        created({
          ...{ contract: 'next', renews: ['old'], term: term('2025-01-01', null) },
          lines: [line({ start: '2025-02-10' })],
        }),
      ]),
    );
    expect(await firstDays()).toEqual({ 'cus-1': '2025-01-01' });
  });

  it('is that of the larger of two that renew each other, also where a third leaves out the smaller', async () => {
    await store.apply(
      fileBatch([
        created({ contract: 'a', renews: ['b'], term: term('2025-01-01', null) }),
        created({ contract: 'b', renews: ['a', 'c'], term: term('2025-01-01', null) }),
        created({ contract: 'c', renews: ['a'], term: term('2025-01-01', null) }),
      ]),
    );
    expect(await firstDays()).toEqual({ 'cus-1': '2025-01-01' });
  });

  it('is the end of what left its contract out, where three leave out each other', async () => {
    await store.apply(
      fileBatch([
        created({ contract: 'a', renews: ['b'], term: term('2025-01-01', null) }),
        created({ contract: 'b', renews: ['c'], term: term('2025-01-01', null) }),
        created({ contract: 'c', renews: ['a'], term: term('2025-01-01', '2025-02-10') }),
      ]),
    );
    expect(await firstDays()).toEqual({ 'cus-1': '2025-02-10' });
  });

  it('is that of the contract with the larger id where two renew each other', async () => {
    await store.apply(
      fileBatch([
        created({ contract: 'a', renews: ['b'], term: term('2025-01-01', null) }),
        created({ contract: 'b', renews: ['a'], term: term('2025-02-01', null), effective: '2025-02-01' }),
      ]),
    );
    expect(await firstDays()).toEqual({ 'cus-1': '2025-01-01' });
  });

  it('is not moved by a contract of another customer that names one of its own', async () => {
    await store.apply(
      fileBatch([
        created({ contract: 'a', term: term('2025-01-01', null) }),
        created({ contract: 'b', customer: 'cus-2', renews: ['a'], term: term('2025-01-01', null) }),
      ]),
    );
    expect(await firstDays()).toEqual({ 'cus-1': '2025-01-01', 'cus-2': '2025-01-01' });
  });
});
