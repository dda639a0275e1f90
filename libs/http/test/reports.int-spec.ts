import { describe, expect, it } from '@jest/globals';
import { CALC_VERSION, Decimal, periodLabelled } from '@app/domain';
import {
  PostgresComparisonBooks,
  PostgresHistoryStore,
  PostgresPlanStore,
  PostgresProductBooks,
  PostgresSignedBooks,
} from '@app/persistence';
import {
  aheadJson,
  ArrByProduct,
  ChurnReasons,
  churnReasonJson,
  CompareDays,
  comparisonJson,
  entryAnswer,
  planAnswer,
  PlanDeals,
  productJson,
  renewalJson,
  Renewals,
  SignedAhead,
  SnapshotHistory,
} from '@app/processing';
import {
  AHEAD_ANSWER,
  AHEAD_CHANGES_ANSWER,
  COMPARE_ANSWER,
  DATA_ANSWER,
  HISTORY_ANSWER,
  MOVED_CUSTOMERS_ANSWER,
  PLAN_ANSWER,
  POLICY_ANSWER,
  PRODUCTS_ANSWER,
  RENEWALS_ANSWER,
} from '@app/wire/answers';
import { answerOf, everyRow, problemOf } from '../../../test/builders/answers.ts';
import { day } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import type { Served } from '../../../test/builders/served.ts';
import { withServedBook } from '../../../test/builders/served-book.ts';

let store: OpenStore;
let api: Served;

withServedBook((served) => {
  ({ store, api } = served);
});

const asSent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('Two days compared', () => {
  const days = { from: day('2025-03-31'), to: day('2025-06-15') };
  const path = `compare?from=${days.from}&to=${days.to}`;

  it('have the records of the command, with churn by reason', async () => {
    const books = new PostgresComparisonBooks(store.database, store);
    const rows = await new CompareDays(books, store.policy).between(days);
    const reasons = await new ChurnReasons(books, store.policy).between(days);
    for (const dimension of ['all', 'tier', 'cohort', 'acv_band']) {
      const served = await answerOf(api, `${path}&dimension=${dimension}`, COMPARE_ANSWER);
      expect(served.data).toEqual(asSent(rows.filter((row) => row.dimension === dimension).map(comparisonJson)));
      expect(served.churn_reasons).toEqual(
        asSent(reasons.filter((row) => row.dimension === dimension).map(churnReasonJson)),
      );
    }
    const whole = await answerOf(api, path, COMPARE_ANSWER);
    expect(whole.churn_reasons).toMatchObject([{ segment: 'all', reason: 'price', churn_arr: '-480' }]);
  });

  it('have customers whose moves add up to the change, in pages', async () => {
    const [whole] = (await answerOf(api, path, COMPARE_ANSWER)).data;
    const customers = await everyRow(api, path.replace('compare?', 'compare/customers?'), MOVED_CUSTOMERS_ANSWER, 1);
    const change = customers.reduce((sum, { arr_change }) => sum.plus(arr_change), new Decimal(0));
    expect(change.toFixed()).toBe(new Decimal(whole?.arr ?? 0).minus(whole?.opening_arr ?? 0).toFixed());
    expect(new Set(customers.map(({ customer_id }) => customer_id)).size).toBe(customers.length);
    for (const { drivers, arr_at_prior_rates, prior_arr, transferred } of customers) {
      if (drivers === null) continue;
      const sum = Object.values(drivers).reduce((total, driver) => total.plus(driver), new Decimal(0));
      const explained = new Decimal(arr_at_prior_rates).minus(prior_arr).minus(transferred);
      expect(sum.minus(explained).abs().toNumber()).toBeLessThan(1e-9);
    }
    const churned = await answerOf(
      api,
      `${path.replace('compare?', 'compare/customers?')}&movement=churned`,
      MOVED_CUSTOMERS_ANSWER,
    );
    expect(churned.data).toMatchObject([
      { customer_id: 'foxtrot', prior_arr: '480', arr: '0', movements: ['churned'] },
    ]);
  });

  it.each([
    ['compare?from=2025-06-15&to=2025-03-31', ['from']],
    ['compare?from=2025-03-31', ['to']],
    ['compare?from=2025-03-31&to=2026-01-01', ['to']],
    ['compare?from=2025-03-31&to=2025-06-15&dimension=nation', ['dimension']],
    ['compare/customers?from=2025-03-31&to=2025-06-15&movement=sideways', ['movement.0']],
    ['ahead?months=0', ['months']],
    ['ahead?months=120', ['months']],
    ['ahead/changes?months=120', ['months']],
    ['ahead/changes?change=discounts', ['change.0']],
    ['renewals?from=2025-06&to=2025-07', ['to']],
    ['renewals?from=2025-06&to=2025-05', ['from']],
    ['renewals?from=2025-Q1', ['from']],
    ['products?on=2024-01-01', ['on']],
    ['plan?target=0', ['target']],
    ['plan?target=1e9', ['target']],
    ['history?period=2025-06&dimension=nation&segment=x', ['dimension']],
    ['data?x=1', ['x']],
  ])('are refused for %s', async (wrong, fields) => {
    expect(await problemOf(api, wrong)).toEqual({ status: 400, fields });
  });
});

describe('The reports of the commands', () => {
  it('are served with the same rows: history', async () => {
    const history = new SnapshotHistory(new PostgresHistoryStore(store.database, store.policyId), store.policy);
    const { entries } = await history.history({
      period: periodLabelled('month', '2025-03', 1),
      name: { dimension: 'all', segment: 'all' },
      wasKnown: null,
    });
    const served = await answerOf(api, 'history?period=2025-03&known_at=2025-04-01T00:00:00Z', HISTORY_ANSWER);
    expect(served.revisions).toEqual(asSent(entries.map(entryAnswer)));
    expect(served.revisions.length).toBeGreaterThan(1);
    expect(served.comparison?.then).toMatchObject({ revision: 1 });
    expect(served.comparison?.events.length).toBeGreaterThan(0);
    expect((await problemOf(api, 'history?period=2019-01')).status).toBe(404);
  });

  it('are served with the same rows: ahead and renewals', async () => {
    const books = new PostgresSignedBooks(store.database, store);
    const { asOf, rows } = await new SignedAhead(books, store.policy).months(9);
    const ahead = await answerOf(api, 'ahead?months=9&dimension=tier', AHEAD_ANSWER);
    expect(ahead.as_of).toBe(asOf);
    expect(ahead.data).toEqual(asSent(rows.filter(({ dimension }) => dimension === 'tier').map(aheadJson)));
    expect(ahead.data.some(({ step_up_arr }) => step_up_arr !== '0')).toBe(true);
    const due = await Promise.all(
      ['2025-01', '2025-02'].map((month) => new Renewals(books, store.policy).in(periodLabelled('month', month, 1))),
    );
    const served = await answerOf(api, 'renewals?from=2025-01&to=2025-02', RENEWALS_ANSWER);
    expect(served.data).toEqual(
      asSent(
        due
          .flat()
          .filter(({ dimension }) => dimension === 'all')
          .map(renewalJson),
      ),
    );
    expect(served.data.some(({ due_contracts }) => due_contracts > 0)).toBe(true);
  });

  it('have the changes signed ahead by day, which add up to the months', async () => {
    const months = (await answerOf(api, 'ahead?months=9', AHEAD_ANSWER)).data;
    const changes = await everyRow(api, 'ahead/changes?months=9', AHEAD_CHANGES_ANSWER, 2);
    const sumOf = (amounts: readonly string[]) => amounts.reduce((sum, one) => sum.plus(one), new Decimal(0)).toFixed();
    for (const { month, arr, opening_arr, due_arr, due_contracts } of months) {
      const own = changes.filter((row) => row.month === month);
      const steps = own.filter(({ change }) => change !== 'due');
      const due = own.filter(({ change }) => change === 'due');
      expect(sumOf(steps.map(({ arr_change }) => arr_change))).toBe(new Decimal(arr).minus(opening_arr).toFixed());
      expect([sumOf(due.map(({ arr_before }) => arr_before)), due.length]).toEqual([due_arr, due_contracts]);
    }
    expect(changes.map(({ on }) => on)).toEqual(changes.map(({ on }) => on).toSorted());
    const up = (await answerOf(api, 'ahead/changes?months=9&change=step_up', AHEAD_CHANGES_ANSWER)).data;
    expect(up.map(({ on, contract_id, arr_before, arr_after }) => [on, contract_id, arr_before, arr_after])).toEqual([
      ['2025-09-01', "x'); DROP TABLE store;--", '1200', '1800'],
    ]);
    const discounts = await answerOf(api, 'ahead/changes?months=9&change=discount_ends', AHEAD_CHANGES_ANSWER);
    expect(discounts.data).toMatchObject([
      { on: '2026-02-01', contract_id: 'promo', arr_before: '720', arr_after: '960', arr_change: '240' },
    ]);
    expect(changes.find(({ change }) => change === 'due')).toMatchObject({ outcome: expect.any(String) });
    const csv = await (await api.get('/api/v1/ahead/changes.csv?months=9')).text();
    expect(csv.trim().split('\r\n').length).toBe(changes.length + 1);
  });

  it('are served with the same rows: products and plan', async () => {
    const { day: on, rows } = await new ArrByProduct(new PostgresProductBooks(store.database, store), store.policy).on(
      null,
    );
    const products = await answerOf(api, 'products', PRODUCTS_ANSWER);
    expect(products.data).toEqual(asSent(rows.map((row) => productJson(on, row))));
    const question = {
      target: new Decimal('100000.5'),
      periods: 6,
      grain: 'month' as const,
      asOf: null,
      dimension: 'tier',
      segment: null,
    };
    const plan = await new PlanDeals(new PostgresPlanStore(store.database, store), store.policy).plan(question);
    expect(await answerOf(api, 'plan?target=100000.5&periods=6&dimension=tier', PLAN_ANSWER)).toEqual(
      asSent(planAnswer(question, plan, 'USD')),
    );
  });
});

describe('The health of the data', () => {
  it('says what was read, what waits and what is missing', async () => {
    expect(await answerOf(api, 'data', DATA_ANSWER)).toMatchObject({
      newest_event: { time: expect.any(String) },
      partitions: [{ topic: 'events', partition: 0, records_behind: 0 }],
      is_catching_up: false,
      stale_periods: [],
      waiting: { contracts: 0, changes: 0 },
      last_take: { as_of: '2025-06-30', taken_at: '2025-06-30T12:00:00.000Z', duration_ms: expect.any(Number) },
      refused: [{ code: 'not_json', count: 1, waiting: 1 }],
      missing_rates: [{ currency: 'CHF', contracts: 1, customers: 1 }],
      policy_id: store.policyId,
      calc_version: CALC_VERSION,
    });
  });

  it('names the periods that the next take measures again', async () => {
    await store.rates([{ currency: 'EUR', date: day('2025-05-01'), rate: new Decimal('1.6') }]);
    const { stale_periods: stale } = await answerOf(api, 'data', DATA_ANSWER);
    expect(stale.filter(({ grain }) => grain === 'month').map(({ period }) => period)).toEqual(['2025-05', '2025-06']);
  });

  it('has the policy, its id, and since when it holds', async () => {
    expect(await answerOf(api, 'policy', POLICY_ANSWER)).toMatchObject({
      policy_id: store.policyId,
      policy: { grains: ['month', 'quarter', 'year'] },
      since: '2025-03-31T12:00:00.000Z',
    });
  });
});
