import { describe, expect, it } from '@jest/globals';
import { type Outcome, translator } from '../../../test/translations.ts';
import type { SheetRecord } from '../frame/format.ts';
import { isSheet, sheetRecords } from '../records/payloads-in.ts';

type Row = Readonly<Record<string, string>>;

const SUBSCRIPTION = {
  id: 's1',
  account_id: 'acc_1',
  name: 'A-S1',
  version: '1',
  status: 'Active',
  term_type: 'TERMED',
  auto_renew: 'TRUE',
  contract_effective_date: '2025-01-10 00:00:00.000000',
  term_start_date: '2025-01-10 00:00:00.000000',
  term_end_date: '2026-01-10 00:00:00.000000',
  updated_date: '2025-01-09 23:30:00.000000',
  tier_c: 'gold',
};
const PLAN = { id: 'p1', subscription_id: 's1', product_id: 'core', product_rate_plan_id: 'prp' };
const CHARGE = {
  id: 'c1',
  rate_plan_id: 'p1',
  subscription_id: 's1',
  charge_number: 'C-1',
  segment: '1',
  charge_type: 'Recurring',
  charge_model: 'Per Unit Pricing',
  transaction_currency: 'USD',
  effective_start_date: '2025-01-10',
  effective_end_date: '2026-01-10',
  end_date_condition: 'SubscriptionEnd',
  quantity: '4',
  mrr: '60',
  tcv: '720',
};

const sheet = (file: string, ...rows: readonly Row[]) => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))];
  return { file, rows: cells.map((each, i) => ({ row: i + 1, cells: each })) };
};

const joined = (subscriptions: readonly Row[], plans: readonly Row[], charges: readonly Row[]) =>
  sheetRecords('zuora', [
    sheet('charges', ...charges),
    sheet('subscriptions', ...subscriptions),
    sheet('plans', ...plans),
  ]) ?? [];

const translated = translator('zuora');
const outcomes = (records: readonly SheetRecord[]): readonly Outcome[] => records.map(({ json }) => translated(json));
const codes = (records: readonly SheetRecord[]) =>
  outcomes(records).map(({ refused, ignored }) => refused?.code ?? ignored ?? 'taken');

/** `effective_start_date` as a data source names it: `RatePlanCharge.EffectiveStartDate`. */
const spelledOut = (table: string, row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([key, cell]) => [
      `${table}.${key.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
      cell,
    ]),
  );

describe('Exports of Zuora', () => {
  it('are joined by their ids, whatever the order of the files, at the row of the subscription', () => {
    const [record, ...others] = joined(
      [{ ...SUBSCRIPTION, id: 's0', status: 'Draft' }, SUBSCRIPTION],
      [PLAN],
      [CHARGE],
    ).slice(1);
    expect(others).toEqual([]);
    expect(record).toMatchObject({ file: 'subscriptions', row: 3 });
    expect(translated(record?.json)).toEqual({
      ignored: null,
      refused: null,
      notes: [],
      events: [
        {
          id: 's1',
          source: '/zuora/default',
          type: 'created',
          time: '2025-01-09T23:30:00Z',
          data: {
            contract_id: 'A-S1',
            customer_id: 'acc_1',
            currency: 'USD',
            effective_date: '2025-01-10',
            version: 1,
            term: { start: '2025-01-10', end: '2026-01-10', auto_renew: true },
            lines: [
              {
                id: 'C-1#1',
                kind: 'recurring',
                product: 'core',
                quantity: '4',
                unit_price: '15',
                per: 'month',
                start: '2025-01-10',
              },
            ],
            attributes: { tier: 'gold' },
          },
        },
      ],
    });
  });

  it('are told apart by their headers, in whatever spelling', () => {
    const tables = [
      sheet('a', { ...spelledOut('RatePlanCharge', CHARGE), 'RatePlan.Id': 'p1', 'Subscription.Id': 's1' }),
      sheet('b', spelledOut('RatePlan', PLAN)),
      sheet('c', {
        ...spelledOut('Subscription', SUBSCRIPTION),
        'Subscription.Tier__c': 'gold',
        'Account.AccountNumber': 'A-1',
      }),
    ];
    const records = sheetRecords('zuora', tables) ?? [];
    const [plain] = outcomes(joined([{ ...SUBSCRIPTION, account_number: 'A-1' }], [PLAN], [CHARGE]));
    expect(outcomes(records)).toEqual([plain]);
    expect(plain?.events[0]?.data['customer_id']).toBe('A-1');
  });

  it('have every version of a subscription', () => {
    const second = { ...SUBSCRIPTION, id: 's2', version: '2', updated_date: '2025-03-01 09:00:00.000000' };
    const grown = { ...CHARGE, id: 'c2', rate_plan_id: 'p2', subscription_id: 's2', mrr: '90', quantity: '6' };
    const records = joined(
      [second, SUBSCRIPTION],
      [PLAN, { ...PLAN, id: 'p2', subscription_id: 's2' }],
      [CHARGE, grown],
    );
    expect(outcomes(records).map(({ events }) => events.map(({ id }) => id))).toEqual([
      ['A-S1#start-8259180399', 's2'],
      ['s1'],
    ]);
  });

  it('leave out rows that are deleted', () => {
    const gone = { _fivetran_deleted: 'TRUE' };
    expect(codes(joined([{ ...SUBSCRIPTION, ...gone }], [PLAN], [CHARGE]))).toEqual(['draft']);
    const deleted = outcomes(
      joined([SUBSCRIPTION], [PLAN], [CHARGE, { ...CHARGE, ...gone, id: 'c2', charge_number: 'C-2' }]),
    );
    expect(deleted[0]?.events[0]?.data['lines']).toHaveLength(1);
  });

  it('count a row that is in two files once', () => {
    const [outcome] = outcomes(joined([SUBSCRIPTION, SUBSCRIPTION], [PLAN, PLAN], [CHARGE, CHARGE]));
    expect(outcome?.events[0]?.data['lines']).toHaveLength(1);
  });

  it('have a charge without its rate plan with its subscription, if they name it', () => {
    const own = { ...CHARGE, product_id: 'core' };
    expect(outcomes(joined([SUBSCRIPTION], [], [own]))).toEqual(outcomes(joined([SUBSCRIPTION], [PLAN], [CHARGE])));
  });

  it('refuse a charge without its subscription, and a subscription without its charges', () => {
    expect(codes(joined([], [PLAN], [CHARGE]))).toEqual(['partial_terms']);
    expect(codes(joined([SUBSCRIPTION], [PLAN], []))).toEqual(['partial_terms']);
    const other = { ...CHARGE, id: 'c2', rate_plan_id: 'p9', subscription_id: 's9' };
    expect(codes(joined([SUBSCRIPTION], [PLAN], [CHARGE, other]))).toEqual(['taken', 'partial_terms']);
  });

  it('are no other files: such a one is refused once', () => {
    const records = sheetRecords('zuora', [sheet('orders', { order_number: 'O-1' }, { order_number: 'O-2' })]) ?? [];
    expect(records).toMatchObject([{ file: 'orders', row: 1 }]);
    expect(codes(records)).toEqual(['unknown_shape']);
    const amendments = { id: 'a1', subscription_id: 's1', name: 'Renewal', term_type: 'TERMED', type: 'Renewal' };
    expect(codes(sheetRecords('zuora', [sheet('amendments', amendments)]) ?? [])).toEqual(['unknown_shape']);
    expect(sheetRecords('zuora', [{ file: 'empty', rows: [{ row: 1, cells: [''] }] }])).toEqual([]);
  });

  it('are known by their first line, which is no JSON', () => {
    expect(isSheet('zuora', 'id,name,version')).toBe(true);
    expect(isSheet('zuora', '"Subscription.Id","Subscription.Name"')).toBe(true);
    expect(isSheet('zuora', '{"id":"s1"}')).toBe(false);
    expect(isSheet('stripe', 'id,name,version')).toBe(false);
  });
});
