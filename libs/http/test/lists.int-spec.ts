import { describe, expect, it } from '@jest/globals';
import { plain } from '@app/domain';
import { PostgresListBooks } from '@app/persistence';
import { ListContracts, ListCustomers } from '@app/processing';
import {
  BOOKINGS_ANSWER,
  CONTRACT_EVENTS_ANSWER,
  CONTRACT_ON_DAY,
  CONTRACT_SPANS_ANSWER,
  CONTRACTS_ANSWER,
  CUSTOMERS_ANSWER,
  EXPLANATION_ANSWER,
  REFUSED_ANSWER,
  REFUSED_RECORD,
  SNAPSHOTS_ANSWER,
} from '@app/wire/answers';
import { answerOf, everyRow, problemOf } from '../../../test/builders/answers.ts';
import { created, day, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import type { Served } from '../../../test/builders/served.ts';
import { withServedBook } from '../../../test/builders/served-book.ts';

let store: OpenStore;
let api: Served;

withServedBook((served) => {
  ({ store, api } = served);
});

/** SQL, HTML and other texts that a list must take for what they are. */
const NASTY = [
  "'; DROP TABLE contract;--",
  '<script>alert(1)</script>',
  '%',
  '_',
  '\\',
  '"',
  '{}',
  '=1+1',
  '\u{1F600}',
];

const HOSTILE = encodeURIComponent("x'); DROP TABLE store;--");

const listed = async (on: string) =>
  new ListContracts(new PostgresListBooks(store.database, store), store.policy).of({
    on: day(on),
    customer: null,
    query: null,
    order: 'arr',
  });

describe('The contracts of a day', () => {
  it.each(['2025-01-15', '2025-03-31', '2025-06-30'])('are on %s those of the list of the command', async (on) => {
    const { rows } = await listed(on);
    const served = await everyRow(api, `contracts?active_on=${on}`, CONTRACTS_ANSWER, 3);
    const shown = served.map(({ contract_id, customer_id, arr, acv, reporting_arr, counting, term_end }) => ({
      ...{ contract_id, customer_id, arr, acv, reporting_arr, counting, term_end },
    }));
    const wanted = rows.map((row) => ({
      contract_id: row.contractId,
      customer_id: row.customerId,
      arr: plain(row.arr),
      acv: row.measures.acv,
      reporting_arr: row.reportingArr === null ? null : plain(row.reportingArr),
      counting: row.counting,
      term_end: row.inForce.end,
    }));
    const byId = (a: { contract_id: string }, b: { contract_id: string }) => (a.contract_id < b.contract_id ? -1 : 1);
    expect(shown.toSorted(byId)).toEqual(wanted.toSorted(byId));
  });

  it('come with the largest ARR first, those without a rate last', async () => {
    const served = await everyRow(api, 'contracts', CONTRACTS_ANSWER, 1000);
    const amounts = served.flatMap(({ counting, reporting_arr }) =>
      counting === 'counts' ? [Number(reporting_arr)] : [],
    );
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
    expect(served.at(-1)).toMatchObject({ contract_id: 'swiss', counting: 'no_rate', reporting_arr: null });
    expect(served.map(({ counting }) => counting)).toContain('replaced');
  });

  it('come by the end of the term in force, open ends last', async () => {
    for (const on of ['2025-03-31', '2025-06-30']) {
      const ends = (await everyRow(api, `contracts?sort=term_end&active_on=${on}`, CONTRACTS_ANSWER, 1000)).map(
        ({ term_end }) => term_end ?? '~',
      );
      expect(ends).toEqual(ends.toSorted());
      expect(ends.at(-1)).toBe('~');
    }
  });

  it.each(['-arr', 'contract_id', 'customer_id', 'term_end'])(
    'are the same in the order %s, whatever the length of a page',
    async (sort) => {
      const ids = async (limit: number) =>
        (await everyRow(api, `contracts?sort=${sort}`, CONTRACTS_ANSWER, limit)).map(({ contract_id }) => contract_id);
      const all = await ids(1000);
      expect(all).toHaveLength(9);
      expect(new Set(all).size).toBe(all.length);
      expect(await ids(1)).toEqual(all);
      expect(await ids(3)).toEqual(all);
    },
  );

  it('are found by customer, text and attributes', async () => {
    const ids = async (query: string) =>
      (await answerOf(api, `contracts?sort=contract_id&${query}`, CONTRACTS_ANSWER)).data.map((row) => row.contract_id);
    expect(await ids('customer=bolt%20gmbh')).toEqual(['=1+1', 'monthly']);
    expect(await ids('query=GOLD')).toEqual(['=1+1', 'old']);
    expect(await ids('query=drop')).toEqual(["x'); DROP TABLE store;--"]);
    expect(await ids('attribute.tier=gold&attribute.tier=silver')).toEqual(['=1+1', 'grower', 'old', 'promo']);
    expect(await ids('attribute.tier=gold&attribute.region=apac')).toEqual([]);
    expect(await ids('attribute.tier=(none)&query=swiss')).toEqual(['swiss']);
  });

  it('take every text for what it is', async () => {
    for (const text of NASTY.map(encodeURIComponent)) {
      for (const name of ['query', 'customer', 'attribute.tier', `attribute.${text}`]) {
        await answerOf(api, `contracts?${name}=${text}`, CONTRACTS_ANSWER);
      }
      for (const name of ['code', 'active_on', 'sort', 'limit', 'cursor']) {
        expect((await problemOf(api, `contracts?${name}=${text}`)).status).toBe(400);
      }
      expect((await problemOf(api, `contracts/${text}/spans?limit=x`)).status).toBe(400);
      expect((await problemOf(api, `refused/${text}`)).status).toBe(400);
    }
    expect((await answerOf(api, 'snapshots?limit=1', SNAPSHOTS_ANSWER)).data).toHaveLength(1);
  });

  it.each([
    ['contracts?active_on=2030-01-01', ['on']],
    ['contracts?active_on=2025-02-30', ['active_on']],
    ['contracts?tier=gold', ['tier']],
    ['contracts?attribute.=gold', ['attribute.']],
    ['customers?on=2019-01-01', ['on']],
    ['customers?sort=arr', ['sort']],
    ['bookings?from=2025-03-01&to=2025-02-01', ['from']],
    ['refused?code=none', ['code']],
    ['refused?since=today', ['since']],
  ])('are refused for %s', async (path, fields) => {
    expect(await problemOf(api, path)).toEqual({ status: 400, fields });
  });
});

describe('One contract', () => {
  it('has its state on a day, its spans, its events and the arithmetic', async () => {
    const now = await answerOf(api, `contracts/${HOSTILE}`, CONTRACT_ON_DAY);
    expect(now).toMatchObject({
      contract_id: "x'); DROP TABLE store;--",
      customer_id: '<script>alert(1)</script>',
      on: '2025-06-30',
      active: true,
      arr: '1200',
      counting: 'counts',
      valid_to: '2025-09-01',
      is_stale: false,
    });
    const spans = await everyRow(api, `contracts/${HOSTILE}/spans`, CONTRACT_SPANS_ANSWER, 1);
    expect(spans.map(({ valid_from, arr }) => [valid_from, arr])).toEqual([
      ['2025-02-01', '1200'],
      ['2025-09-01', '1800'],
    ]);
    expect(spans[1]?.lines.map(({ line_id, net }) => [line_id, net])).toEqual([
      ['seats', '1200'],
      ['later', '600'],
    ]);
    const explained = await answerOf(api, `contracts/${HOSTILE}/explanation?on=2025-10-01`, EXPLANATION_ANSWER);
    expect(explained).toMatchObject({ day: '2025-10-01', differences: [], measures: { arr: '1800' } });
    const events = await everyRow(api, 'contracts/grower/events', CONTRACT_EVENTS_ANSWER, 1);
    expect(events.map(({ type }) => type).toSorted()).toEqual(['subscription.amended', 'subscription.created']);
    expect(JSON.parse(events[0]?.value ?? '')).toMatchObject({ data: { contract_id: 'grower' } });
  });

  it('on a day on which it is not active is of its last customer', async () => {
    expect(await answerOf(api, 'contracts/leaver', CONTRACT_ON_DAY)).toMatchObject({
      active: false,
      customer_id: 'foxtrot',
      counting: null,
      arr: '0',
    });
    expect(await answerOf(api, 'contracts/old', CONTRACT_ON_DAY)).toMatchObject({ counting: 'replaced' });
    expect(await answerOf(api, 'contracts/swiss', CONTRACT_ON_DAY)).toMatchObject({
      counting: 'no_rate',
      fx_rate: null,
    });
  });

  it.each(['contracts/nobody', 'contracts/nobody/spans', 'contracts/nobody/events', 'contracts/nobody/explanation'])(
    'is not found at %s',
    async (path) => {
      expect((await problemOf(api, path)).status).toBe(404);
    },
  );
});

describe('The customers of a day', () => {
  it.each(['2025-01-15', '2025-06-30'])('are on %s those of the list of the command', async (on) => {
    const list = new ListCustomers(new PostgresListBooks(store.database, store), store.policy);
    const wanted = (await list.on(day(on), 'arr')).rows.map((row) => ({
      customer_id: row.customerId,
      arr: row.arr === null ? null : plain(row.arr),
      active_contracts: row.contracts,
      missing_fx: row.missingFx,
      next_term_end: row.nextEnd,
    }));
    for (const limit of [1, 2, 1000]) {
      const served = await everyRow(api, `customers?on=${on}`, CUSTOMERS_ANSWER, limit);
      expect(
        served.map(({ customer_id, arr, active_contracts, missing_fx, next_term_end }) => ({
          ...{ customer_id, arr, active_contracts, missing_fx, next_term_end },
        })),
      ).toEqual(wanted);
    }
    const byId = await everyRow(api, `customers?on=${on}&sort=customer_id`, CUSTOMERS_ANSWER, 2);
    expect(byId.map(({ customer_id }) => customer_id)).toEqual(wanted.map(({ customer_id }) => customer_id).toSorted());
  });

  it('have shares of the ARR of the snapshot', async () => {
    const { data } = await answerOf(api, 'snapshots?dimension=all&from=2025-06', SNAPSHOTS_ANSWER);
    const [first] = (await answerOf(api, 'customers', CUSTOMERS_ANSWER)).data;
    expect(first).toMatchObject({ customer_id: 'bolt', share: data[0]?.top1_share, first_active_day: '2025-01-01' });
  });
});

describe('The bookings', () => {
  it('are those that the snapshots count', async () => {
    const bookings = await everyRow(api, 'bookings', BOOKINGS_ANSWER, 2);
    const snapshots = await everyRow(api, 'snapshots?dimension=all&grain=month', SNAPSHOTS_ANSWER, 1000);
    for (const { period, bookings_count, replacements_count, bookings_acv_total } of snapshots) {
      const own = bookings.filter(
        ({ booked_on, reporting_acv }) => booked_on.startsWith(period) && reporting_acv !== null,
      );
      const booked = own.filter(({ is_replacement }) => !is_replacement);
      expect([period, booked.length]).toEqual([period, bookings_count]);
      expect([period, own.length - booked.length]).toEqual([period, replacements_count]);
      const total = booked.reduce((sum, { reporting_acv }) => sum + Number(reporting_acv), 0);
      expect([period, total]).toEqual([period, Number(bookings_acv_total)]);
    }
    const closed = await answerOf(api, 'bookings?from=2024-12-01&to=2024-12-31', BOOKINGS_ANSWER);
    expect(closed.data).toMatchObject([
      { contract_id: '=1+1', sales_cycle_days: 30, attributes: { tier: 'gold' }, discount_pct: '0.0000' },
    ]);
  });
});

describe('The refused events', () => {
  it('come with the record as it came', async () => {
    const { data } = await answerOf(api, 'refused', REFUSED_ANSWER);
    expect(data).toMatchObject([{ code: 'not_json', origin: 'events', partition: 0 }]);
    const record = await answerOf(api, `refused/${data[0]?.id}`, REFUSED_RECORD);
    expect(record).toMatchObject({ code: 'not_json', value: { encoding: 'utf-8', text: '{"half":' }, key: null });
    expect((await answerOf(api, 'refused?topic=other', REFUSED_ANSWER)).data).toEqual([]);
    expect((await problemOf(api, 'refused/999999')).status).toBe(404);
  });
});

describe('Pages while contracts arrive', () => {
  it.each(['-arr', 'contract_id', 'customer_id', 'term_end'])(
    'in the order %s lose and repeat nothing that was there',
    async (sort) => {
      const before = (await everyRow(api, `contracts?sort=${sort}`, CONTRACTS_ANSWER, 1000)).map(
        (row) => row.contract_id,
      );
      const seen: string[] = [];
      let path = `contracts?sort=${sort}&limit=2`;
      for (let page = 0; page < 99; page += 1) {
        const answer = await answerOf(api, path, CONTRACTS_ANSWER);
        seen.push(...answer.data.map((row) => row.contract_id));
        if (answer.next_cursor === null) break;
        const late = `late ${sort} ${page}`;
        await store.apply(
          fileBatch(
            [created({ contract: late, customer: late, term: term('2025-01-01', null) })],
            `late ${sort} ${page}`,
          ),
        );
        await store.fold(day('2025-06-30'));
        path = `contracts?sort=${sort}&limit=2&cursor=${answer.next_cursor}`;
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(before.filter((id) => !seen.includes(id))).toEqual([]);
    },
  );
});
