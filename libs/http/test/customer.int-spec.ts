import { describe, expect, it } from '@jest/globals';
import { CUSTOMER_ON_DAY, CUSTOMERS_ANSWER, type CustomerOnDay, MOVED_CUSTOMERS_ANSWER } from '@app/wire/answers';
import fc from 'fast-check';
import { answerOf, everyRow, problemOf } from '../../../test/builders/answers.ts';
import { amended, created, day, term } from '../../../test/builders/events.ts';
import { fillKnownBook, KNOWN_AS_OF, KNOWN_POLICY } from '../../../test/builders/known-book.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import type { Served } from '../../../test/builders/served.ts';
import { withServedStore } from '../../../test/builders/served-book.ts';
import { situationIn } from '../../../test/naive/random-situation.ts';

const MONTH_ENDS = ['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30', '2025-05-31'].map(day);
const SITUATIONS = 80;
const SEED = 17;

let api: Served;

/** Contracts that renew each other and change hands, of three customers each, by names of their own. */
const situations = (): readonly string[] => {
  const any = fc.constantFrom('2025-01-10', '2025-02-28', '2025-03-01', '2025-03-15', '2025-03-31', '2025-04-01');
  const early = fc.constantFrom('2025-01-01', '2025-02-28', '2025-03-01', '2025-03-31');
  return fc
    .sample(fc.noBias(situationIn({ first: '2025-01-01', day: any, early })), { numRuns: SITUATIONS, seed: SEED })
    .flatMap((events, i) =>
      events.map((event) => JSON.stringify(event).replaceAll(/"(?=tie-|cus-)/g, `"${String(i).padStart(4, '0')} `)),
    );
};

const handedOn = { contract: 'handed on', term: term('2025-01-01', null) };

const fill = async (store: OpenStore): Promise<void> => {
  await fillKnownBook(store);
  await store.apply(
    fileBatch([
      created({ ...handedOn, customer: 'giver' }),
      amended({ ...handedOn, customer: 'receiver', effective: '2025-04-10' }),
    ]),
  );
  await store.apply(fileBatch(situations()));
  await store.take(KNOWN_AS_OF, new Date('2025-06-30T18:00:00Z'));
};

withServedStore(
  (served) => {
    ({ api } = served);
  },
  { policy: KNOWN_POLICY, fill },
);

const read = (id: string, query = ''): Promise<CustomerOnDay> =>
  answerOf(api, `customers/${encodeURIComponent(id)}${query}`, CUSTOMER_ON_DAY);

const monthOf = ({ months }: CustomerOnDay, label: string) => months.find(({ month }) => month === label);

describe('A customer', () => {
  it('has the figures of its row in the list of the day', async () => {
    for (const on of ['2025-03-15', '2025-06-30']) {
      for (const row of await everyRow(api, `customers?on=${on}`, CUSTOMERS_ANSWER, 1000)) {
        expect(await read(row.customer_id, `?on=${on}`)).toMatchObject({ ...row, on });
      }
    }
  });

  it('moves in each month as the comparison of all customers says', async () => {
    const customers = new Map<string, CustomerOnDay>();
    for (const on of MONTH_ENDS) {
      for (const { customer_id: id } of await everyRow(api, `customers?on=${on}`, CUSTOMERS_ANSWER, 1000)) {
        if (!customers.has(id)) customers.set(id, await read(id));
      }
    }
    const seen = new Set<string>();
    for (const [i, to] of MONTH_ENDS.entries()) {
      const from = MONTH_ENDS[i - 1];
      if (from === undefined) continue;
      const path = `compare/customers?from=${from}&to=${to}`;
      const moved = await everyRow(api, path, MOVED_CUSTOMERS_ANSWER, 1000);
      const byId = new Map(moved.map((row) => [row.customer_id, row]));
      for (const [id, customer] of customers) {
        const month = monthOf(customer, to.slice(0, 7));
        const wanted = byId.get(id);
        if (wanted === undefined) {
          // The comparison lists only customers with another ARR, so none that received as much as it lost.
          expect(month?.arr_change ?? '0').toBe('0');
          continue;
        }
        wanted.movements.forEach((movement) => seen.add(movement));
        expect({ id, ...month }).toMatchObject({
          id,
          measured_on: to,
          movements: wanted.movements,
          opening_arr: wanted.prior_arr,
          transferred: wanted.transferred,
          arr_at_prior_rates: wanted.arr_at_prior_rates,
          arr: wanted.arr,
          arr_change: wanted.arr_change,
        });
      }
    }
    expect([...seen]).toEqual(
      expect.arrayContaining(['new', 'churned', 'expansion', 'contraction', 'transferred_in', 'transferred_out']),
    );
  });

  it('that handed its contract on has not churned, and the one that has it now is not new', async () => {
    expect(monthOf(await read('giver'), '2025-04')).toMatchObject({
      movements: ['transferred_out'],
      transferred: '-1200',
      arr: '0',
    });
    expect(monthOf(await read('receiver'), '2025-04')).toMatchObject({
      movements: ['transferred_in'],
      transferred: '1200',
      arr: '1200',
    });
  });

  it('has no ARR after its last contract, and is new in its first month', async () => {
    const gone = await read('foxtrot');
    expect(gone).toMatchObject({ arr: '0', active_contracts: 0, share: '0.000000', on: '2025-06-30' });
    expect(gone.months.map(({ month, movements }) => [month, movements.join()])).toEqual([
      ['2025-01', 'new'],
      ['2025-02', 'unchanged'],
      ['2025-03', 'unchanged'],
      ['2025-04', 'unchanged'],
      ['2025-05', 'churned'],
      ['2025-06', ''],
    ]);
  });

  it('is read by an id that was merged, up to the day that is asked for', async () => {
    const customer = await read('bolt gmbh', '?on=2025-02-10');
    expect(customer).toMatchObject({ customer_id: 'bolt', on: '2025-02-10' });
    expect(customer.months.map(({ measured_on }) => measured_on)).toEqual(['2025-01-31', '2025-02-10']);
  });

  it('that is not known is not found, and a day that is not known is refused', async () => {
    const answer = await api.get('/api/v1/customers/nobody');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject({ detail: 'no contract of customer nobody was ever active' });
    expect(await problemOf(api, 'customers/acme?on=2019-01-01')).toEqual({ status: 400, fields: ['on'] });
    expect(await problemOf(api, 'customers/acme?day=2025-01-31')).toEqual({ status: 400, fields: ['day'] });
  });
});
