import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, type CivilDate, type ContractEvent, Decimal, type FxRate, plain, round10, ZERO } from '@app/domain';
import { PostgresPageBooks } from '@app/persistence';
import { type Page, PageContracts, PageCustomers, type PageAsked } from '@app/processing';
import fc from 'fast-check';
import { amended, cancelled, created, day, merged, term } from '../../../test/builders/events.ts';
import { bookHistories } from '../../../test/builders/histories.ts';
import { line } from '../../../test/builders/lines.ts';
import { type OpenStore, openFresh } from '../../../test/builders/postgres-store.ts';
import { batch, fileBatch } from '../../../test/builders/records.ts';
import { type PostgresService, startPostgres } from '../../../test/services/postgres.ts';

let service: PostgresService;
let store: OpenStore;

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service);
});
afterAll(async () => {
  await store.close();
  await service.stop();
});

const EUR: readonly FxRate[] = ['2023-01-31', '2023-06-30', '2024-01-31', '2024-12-31'].map((date, i) => ({
  ...{ currency: 'EUR', date: day(date) },
  rate: new Decimal('1.0777').plus(new Decimal(i).div(7).toDecimalPlaces(10)),
}));

type SpanRow = Readonly<{
  contract_id: string;
  customer_id: string;
  currency: string;
  arr: string;
  renews: readonly string[] | null;
}>;

const spansOn = ({ database }: OpenStore, on: CivilDate) =>
  database.query<SpanRow>(
    `SELECT contract_id, customer_id, currency, arr::text, renews FROM contract_span
     WHERE valid_from <= $1 AND valid_to > $1`,
    [on],
  );

/** The rate of a currency on a day, read from the rates as they were given. */
const rateOn = (rates: readonly FxRate[], currency: string, on: CivilDate): Decimal | null =>
  currency === 'USD'
    ? new Decimal(1)
    : (rates.findLast((rate) => rate.currency === currency && rate.date <= on)?.rate ?? null);

type Valued = SpanRow & Readonly<{ own: Decimal; reporting: Decimal | null }>;

const compared = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const inOrder = (a: Decimal, b: Decimal): number => a.comparedTo(b);

/** Largest first, what has no rate last. */
const byReporting = (a: Decimal | null, b: Decimal | null): number =>
  a === null || b === null ? Number(a === null) - Number(b === null) : inOrder(b, a);

const valuedOn = async (of: OpenStore, rates: readonly FxRate[], on: CivilDate): Promise<readonly Valued[]> =>
  (await spansOn(of, on)).map((span) => {
    const [own, rate] = [new Decimal(span.arr), rateOn(rates, span.currency, on)];
    return { ...span, own, reporting: rate === null ? null : round10(own.times(rate)) };
  });

/** The ids of the contracts in the order of the list, from the spans alone. */
const contractsWanted = (spans: readonly Valued[]): readonly string[] =>
  spans
    .toSorted(
      (a, b) =>
        byReporting(a.reporting, b.reporting) ||
        compared(a.currency, b.currency) ||
        inOrder(b.own, a.own) ||
        compared(a.contract_id, b.contract_id),
    )
    .map(({ contract_id }) => contract_id);

/** Whether another contract of the customer with ARR renews it; of two that renew each other the larger id stays. */
const isReplaced = (span: Valued, own: readonly Valued[]): boolean =>
  own.some(
    (other) =>
      other.contract_id !== span.contract_id &&
      other.own.gt(ZERO) &&
      other.renews?.includes(span.contract_id) === true &&
      !(span.renews?.includes(other.contract_id) === true && span.contract_id > other.contract_id),
  );

/** The customers with their ARR in the order of the list, from the spans alone. */
const customersWanted = (spans: readonly Valued[]): readonly (readonly [string, string | null])[] =>
  [...Map.groupBy(spans, ({ customer_id }) => customer_id)]
    .flatMap(([customer, own]) => {
      const counting = own.filter((span) => !isReplaced(span, own));
      if (counting.length === 0) return [];
      const rated = counting.flatMap(({ reporting }) => (reporting === null ? [] : [reporting]));
      return [[customer, rated.length === 0 ? null : rated.reduce((sum, arr) => sum.plus(arr), ZERO)] as const];
    })
    .toSorted((a, b) => byReporting(a[1], b[1]) || compared(a[0], b[0]))
    .map(([customer, arr]) => [customer, arr === null ? null : plain(arr)]);

/** All rows of a list, a page of so many at a time. */
const allOf = async <R>(limit: number, page: (asked: PageAsked) => Promise<Page<R>>): Promise<readonly R[]> => {
  const rows: R[] = [];
  let after: PageAsked['after'] = null;
  do {
    const read: Page<R> = await page({ after, limit });
    rows.push(...read.rows);
    after = read.next;
    if (rows.length > 1_000) throw new Error('the list does not end');
  } while (after !== null);
  return rows;
};

const pages = (of: OpenStore, limit: number) => {
  const books = new PostgresPageBooks(of.database, of);
  const contracts = new PageContracts(books, of.policy);
  const customers = new PageCustomers(books, of.policy);
  const every = { on: null, customer: null, query: null, attributes: new Map(), order: 'arr' } as const;
  return {
    contracts: async () =>
      (await allOf(limit, (asked) => contracts.page(every, asked))).map(({ contractId }) => contractId),
    customers: (order: 'arr' | 'customer') => allOf(limit, (asked) => customers.page({ on: null, order }, asked)),
  };
};

type Lists = Readonly<{
  contracts: readonly string[];
  customers: readonly (readonly [string, string | null])[];
  byId: readonly string[];
  shares: readonly (string | null)[];
}>;

const listsOf = async (of: OpenStore, limit: number): Promise<Lists> => {
  const { contracts, customers } = pages(of, limit);
  const byArr = await customers('arr');
  return {
    contracts: await contracts(),
    customers: byArr.map(({ customerId, arr }) => [customerId, arr === null ? null : plain(arr)]),
    byId: (await customers('customer')).map(({ customerId }) => customerId),
    shares: byArr.map(({ share }) => share),
  };
};

/** Whether the lists are read from the ranking, and whether that is of the whole book. */
const isRanked = async ({ database }: OpenStore): Promise<boolean> => {
  const [row] = await database.query<{ ranked: boolean }>(
    `SELECT day = as_of AND take_id = (SELECT max(take_id) FROM take) AND first_day_taken <= as_of AS ranked
     FROM ranking, store`,
  );
  return row?.ranked === true;
};

/** The lists by the ranking, by the book without it, and by the spans alone. */
const expectSame = async (of: OpenStore, rates: readonly FxRate[], on: CivilDate, limit: number): Promise<void> => {
  const spans = await valuedOn(of, rates, on);
  const wanted = { contracts: contractsWanted(spans), customers: customersWanted(spans) };
  expect(await isRanked(of)).toBe(true);
  const ranked = await listsOf(of, limit);
  expect({ contracts: ranked.contracts, customers: ranked.customers }).toEqual(wanted);
  expect(ranked.byId).toEqual(wanted.customers.map(([id]) => id).toSorted(compared));
  // A ranking of another day is left alone.
  await of.database.query('UPDATE ranking SET day = day - 1');
  const fromBook = await listsOf(of, limit);
  await of.database.query('UPDATE ranking SET day = day + 1');
  expect(fromBook).toEqual(ranked);
};

const AS_OF = day('2024-03-10');

const withOwnIds = (events: readonly ContractEvent[]): readonly ContractEvent[] =>
  events.map((event) => ({ ...event, id: `${event.contractId} ${event.id}` }));

const shuffled = bookHistories
  .map(withOwnIds)
  .chain((events) => fc.shuffledSubarray([...events], { minLength: events.length }));

describe('Lists by ARR', () => {
  it('are the same from the ranking, from the book and from the spans alone, whatever came since the last take', async () => {
    const parts = fc.array(
      fc.record({
        size: fc.integer({ min: 1, max: 4 }),
        days: fc.constantFrom(0, 0, 1, 40),
        isTaken: fc.boolean(),
        rates: fc.boolean(),
      }),
      { minLength: 2, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(shuffled, parts, fc.integer({ min: 1, max: 3 }), async (events, steps, limit) => {
        const own = await store.emptied();
        let asOf = AS_OF;
        let rates: readonly FxRate[] = [];
        let from = 0;
        await own.take(asOf);
        for (const { size, days, isTaken, rates: hasRates } of steps) {
          const part = events.slice(from, from + size);
          await own.apply(batch(part, { from }));
          from += part.length;
          if (hasRates) {
            rates = EUR;
            await own.rates(rates);
          }
          if (isTaken) await own.take((asOf = addDays(asOf, days)));
          else await own.fold(asOf);
          if (await isRanked(own)) await expectSame(own, rates, asOf, limit);
        }
        await own.apply(batch(events.slice(from), { from }));
        await own.take(asOf);
        if (await isRanked(own)) await expectSame(own, rates, asOf, limit);
      }),
      { numRuns: 20 },
    );
  });

  it('read many contracts of the same ARR, in several currencies, a page at a time', async () => {
    const own = await store.emptied();
    const rates = [{ currency: 'EUR', date: day('2023-01-31'), rate: new Decimal('1.25') }];
    await own.rates(rates);
    const events = Array.from({ length: 40 }, (_, i) =>
      created({
        ...{ contract: `sub-${i % 7}-${i}`, customer: `cus-${i % 11}`, term: term('2024-01-01', null) },
        currency: ['USD', 'EUR', 'JPY', 'CHF'][i % 4] ?? 'USD',
        // 100 dollars are 80 euros, and a few contracts are free.
        lines: [line({ price: i % 10 === 9 ? 0 : i % 4 === 1 ? 80 : 100 })],
      }),
    );
    await own.apply(fileBatch(events));
    await own.take(AS_OF);
    for (const limit of [1, 3, 7, 1000]) await expectSame(own, rates, AS_OF, limit);
  });

  it('follow what comes after the take: new, changed, ended, moved and merged ones', async () => {
    const own = await store.emptied();
    const open = term('2024-01-01', null);
    const of = (contract: string, customer: string, price: number) =>
      ({ contract, customer, term: open, lines: [line({ price })] }) as const;
    await own.apply(
      fileBatch([
        created(of('a', 'acme', 500)),
        created(of('b', 'acme', 400)),
        created(of('c', 'bolt', 300)),
        created(of('d', 'dime', 200)),
      ]),
    );
    await own.take(AS_OF);
    const changes = [
      [amended({ ...of('b', 'acme', 900), id: '1', version: 1, effective: '2024-02-01' })],
      [cancelled({ contract: 'c', id: '2', version: 1, effective: '2024-03-01' })],
      [created({ ...of('e', 'eve', 700), renews: ['a'] }), created({ ...of('f', 'acme', 100), renews: ['a'] })],
      [amended({ ...of('d', 'eve', 200), id: '3', version: 1, effective: '2024-02-01' })],
      [merged('eve', 'acme')],
      [amended({ ...of('a', 'acme', 1), id: '4', version: 1, effective: '2024-03-11' })],
    ];
    for (const [i, events] of changes.entries()) {
      await own.apply(fileBatch(events, `${i}.jsonl`));
      await own.fold(AS_OF);
      await expectSame(own, [], AS_OF, 2);
    }
    await own.take(AS_OF);
    await expectSame(own, [], AS_OF, 2);
    await own.take(addDays(AS_OF, 1));
    await expectSame(own, [], addDays(AS_OF, 1), 2);
  });

  it('are those of the book where another program has taken changes without ranking them', async () => {
    const own = await store.emptied();
    const open = term('2024-01-01', null);
    await own.apply(fileBatch(['a', 'b'].map((contract) => created({ contract, term: open }))));
    await own.take(AS_OF);
    await own.apply(fileBatch([created({ contract: 'c', term: open })], '2.jsonl'));
    await own.fold(AS_OF);
    await own.database.query(
      `WITH taken AS (INSERT INTO take (as_of, taken_at) VALUES ($1, now()) RETURNING take_id)
      UPDATE change SET take_id = (SELECT take_id FROM taken) WHERE take_id IS NULL`,
      [AS_OF],
    );
    expect((await listsOf(own, 10)).contracts).toEqual(['a', 'b', 'c']);
    await own.apply(fileBatch([created({ contract: 'd', term: open })], '3.jsonl'));
    await own.take(AS_OF);
    await expectSame(own, [], AS_OF, 10);
    expect((await listsOf(own, 10)).contracts).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are ranked with the changes of a take or not at all: its connection is killed in between', async () => {
    const own = await store.emptied();
    const open = term('2024-01-01', null);
    await own.apply(fileBatch(['a', 'b'].map((contract) => created({ contract, term: open }))));
    await own.take(AS_OF);
    await own.apply(fileBatch([created({ contract: 'c', term: open, lines: [line({ price: 500 })] })], '2.jsonl'));
    await own.database.query(
      'ALTER TABLE change ADD CONSTRAINT kills CHECK (take_id IS NULL OR pg_terminate_backend(pg_backend_pid())) NOT VALID',
    );
    await expect(own.take(AS_OF)).rejects.toThrow();
    await own.database.query('ALTER TABLE change DROP CONSTRAINT kills');
    await expectSame(own, [], AS_OF, 10);
    await own.take(AS_OF);
    await expectSame(own, [], AS_OF, 10);
    expect(await own.database.query('SELECT contract_id FROM ranked_contract ORDER BY 1')).toHaveLength(3);
  });
});
