import { describe, expect, it } from '@jest/globals';
import { type Outcome, translator } from '../../../test/translations.ts';
import { amended, charge, discount, evergreen, ratePlan, subscription } from '../../../test/zuora-payloads.ts';

type Json = Readonly<Record<string, unknown>>;

const translated = translator('zuora');

const NUMBER = 'A-S00000001';
/** By the number of the second at which the record was observed, here noon of 20 March 2025. */
const START = `${NUMBER}#start-8257527999`;

const days = ({ events }: Outcome) => events.map(({ type, data }) => `${type} ${String(data['effective_date'])}`);
/** What the version says of its own day: the last event, behind the past. */
const now = ({ events }: Outcome) => events.find(({ data }) => data['version'] !== 0)?.data ?? {};
const lines = (outcome: Outcome) => now(outcome)['lines'] as readonly Json[];
const code = (outcome: Outcome) => outcome.refused?.code;
const told = (changes: Json, adapter: Json = {}) => translated(subscription(changes), adapter);
const withCharges = (...charges: readonly Json[]) => told({ ratePlans: [ratePlan(charges)] });

const SEATS = {
  id: 'C-00000001#1',
  kind: 'recurring',
  product: 'prod_core',
  quantity: '4',
  unit_price: '15',
  per: 'month',
  start: '2025-01-10',
};

describe('A version of a subscription of Zuora', () => {
  it('that is the first is the creation, under the version’s id, on the day on which the contract takes effect', () => {
    const outcome = told({});
    expect(outcome).toMatchObject({ ignored: null, refused: null, notes: [] });
    expect(outcome.events).toEqual([
      {
        id: 'sub_v1',
        source: '/zuora/default',
        type: 'created',
        time: '2025-01-09T10:00:00Z',
        data: {
          contract_id: NUMBER,
          customer_id: 'A-1',
          currency: 'USD',
          effective_date: '2025-01-10',
          version: 1,
          term: { start: '2025-01-10', end: '2026-01-10', auto_renew: true },
          lines: [SEATS],
        },
      },
    ]);
  });

  it('above the first also tells the past, since it lists every segment', () => {
    const outcome = translated(amended());
    expect(outcome.events.map(({ id, type, time, data }) => [id, type, time, data['version']])).toEqual([
      [START, 'created', '2025-01-09T10:00:00Z', 0],
      ['sub_v2', 'amended', '2025-03-20T12:00:00Z', 2],
    ]);
    expect(outcome.notes).toEqual(['history_assumed']);
    const undated = translated(amended({ originalCreatedDate: null }));
    expect(undated.events[0]?.time).toBe('2025-01-10T00:00:00Z');
  });

  it('is of the number, which outlives versions, or of the name in older APIs and exports', () => {
    expect(now(told({ subscriptionNumber: undefined, name: NUMBER }))['contract_id']).toBe(NUMBER);
    expect(now(told({}, { contract_prefix: 'eu-' }))['contract_id']).toBe(`eu-${NUMBER}`);
    expect(told({}, { account: 'acme' }).events[0]?.source).toBe('/zuora/acme');
  });

  it('is of the account’s number, else of its id, or as the adapter says', () => {
    expect(now(told({ accountNumber: null }))['customer_id']).toBe('acc_1');
    expect(now(told({ crm: 'c-9' }, { customer: ['crm', 'accountNumber'] }))['customer_id']).toBe('c-9');
    expect(code(told({ accountNumber: null, accountId: null }))).toBe('missing_field');
  });

  it('moves to another account from its own day on', () => {
    const outcome = translated(
      amended({ accountNumber: 'A-2', termStartDate: '2025-03-01', termEndDate: '2026-03-01' }),
    );
    expect(now(outcome)).toMatchObject({ customer_id: 'A-2', effective_date: '2025-03-01' });
  });

  it('without a version, an id or a time of recording is an export, and observed', () => {
    const observed = '2025-03-20T12:00:00Z';
    for (const changes of [{ version: undefined }, { id: undefined }, { updatedDate: undefined }]) {
      const outcome = translated(subscription(changes), {}, observed);
      expect(outcome.events.map(({ type, data }) => [type, data['version']])).toEqual([
        ['created', 0],
        ['amended', 1],
      ]);
    }
    expect(translated(amended({ updatedDate: undefined }), {}, observed).events[1]).toMatchObject({
      id: `${NUMBER}#at-${observed}`,
      data: { version: 2, effective_date: '2025-03-20' },
    });
    expect(days(told({ updatedDate: undefined }))).toEqual(['created 2025-01-10']);
  });

  it('says its times with or without an offset, and its days with or without a time behind them', () => {
    expect(told({ updatedDate: '2025-01-09 10:00:00' }).events[0]?.time).toBe('2025-01-09T10:00:00Z');
    expect(told({ updatedDate: '2025-01-09T10:00:00.000-0800' }).events[0]?.time).toBe('2025-01-09T18:00:00Z');
    expect(days(told({ contractEffectiveDate: '2025-01-10 00:00:00.000000' }))).toEqual(['created 2025-01-10']);
    expect(days(told({ contractEffectiveDate: '2025-01-10T23:00:00.000-08:00' }))).toEqual(['created 2025-01-10']);
    expect(code(told({ updatedDate: 'yesterday' }))).toBe('bad_field');
    expect(code(told({ contractEffectiveDate: '10.01.2025' }))).toBe('bad_field');
    expect(code(told({ termEndDate: '9999-12-31' }))).toBe('bad_field');
  });

  it('has attributes in its custom fields, by their names', () => {
    expect(now(told({ tier__c: 'gold', Region__c: 'emea', channel_c: 'direct', size__c: 12 }))['attributes']).toEqual({
      tier: 'gold',
      region: 'emea',
      channel: 'direct',
    });
  });

  it('is a draft while it waits for its activation or acceptance, or when the export says that it is deleted', () => {
    for (const status of ['Draft', 'PendingActivation', 'Pending Acceptance']) {
      expect(told({ status }).ignored).toBe('draft');
    }
    expect(told({ _fivetran_deleted: 'TRUE' }).ignored).toBe('draft');
    expect(told({ _fivetran_deleted: false }).ignored).toBeNull();
    expect(told({}, { mode: 'test' }).ignored).toBe('test_mode');
  });

  it('without its charges, its status or its term is refused', () => {
    expect(code(told({ ratePlans: undefined }))).toBe('partial_terms');
    expect(code(told({ ratePlans: [ratePlan([], { ratePlanCharges: null })] }))).toBe('partial_terms');
    expect(code(told({ status: null }))).toBe('partial_terms');
    expect(code(told({ status: 'Lost' }))).toBe('unsupported');
    expect(code(told({ termType: null }))).toBe('partial_terms');
    expect(code(told({ termType: 'SEASONAL' }))).toBe('unsupported');
    expect(code(told({ termEndDate: null }))).toBe('partial_terms');
    expect(code(told({ autoRenew: null }))).toBe('partial_terms');
    expect(code(told({ termEndDate: '2025-01-10' }))).toBe('contradictory');
    const nowhere = { contractEffectiveDate: null, subscriptionStartDate: null, termStartDate: null };
    expect(code(told(nowhere))).toBe('partial_terms');
    expect(code(translated(charge({ ratePlanId: 'rp_1' })))).toBe('partial_terms');
    expect(code(translated({ SubscriptionNumber: NUMBER, AccountNumber: 'A-1' }))).toBe('partial_terms');
    expect(code(translated({ success: false, processId: 'p' }))).toBe('unknown_shape');
    expect(lines(told({ ratePlans: [] }, { currency: 'USD' }))).toEqual([]);
  });

  it('reads whatever spelling its fields have', () => {
    const pascal = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(pascal);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key[0]?.toUpperCase() + key.slice(1), pascal(inner)]),
      );
    };
    expect(translated(pascal(subscription())).events).toEqual(told({}).events);
  });
});

describe('The day on which a later version takes effect', () => {
  const segments = (...bounds: readonly (readonly [string, string | null])[]) => [
    ratePlan(
      bounds.map(([effectiveStartDate, effectiveEndDate], i) =>
        charge({ segment: i + 1, effectiveStartDate, effectiveEndDate, tcv: null }),
      ),
    ),
  ];
  const dayOf = (changes: Json) => now(translated(amended(changes)))['effective_date'];

  it('is the latest start of a segment or of the term that is not after its recording', () => {
    expect(dayOf({ ratePlans: segments(['2025-01-10', '2025-03-01'], ['2025-03-01', '2026-01-10']) })).toBe(
      '2025-03-01',
    );
    expect(dayOf({ ratePlans: segments(['2025-01-10', '2025-05-01'], ['2025-05-01', '2026-01-10']) })).toBe(
      '2025-01-10',
    );
    expect(dayOf({ termStartDate: '2025-02-01', termEndDate: '2026-02-01' })).toBe('2025-02-01');
  });

  it('is the first day of a charge that was added', () => {
    expect(dayOf({ ratePlans: segments(['2025-01-10', '2026-01-10'], ['2025-03-15', '2026-01-10']) })).toBe(
      '2025-03-15',
    );
  });

  it('is the latest end of a segment where a product was removed', () => {
    expect(dayOf({ ratePlans: segments(['2025-01-10', '2026-01-10'], ['2025-01-10', '2025-03-15']) })).toBe(
      '2025-03-15',
    );
  });

  it('is no day on which a one-off charge ends', () => {
    const setup = charge({ type: 'OneTime', effectiveStartDate: '2025-01-10', effectiveEndDate: '2025-01-11' });
    expect(dayOf({ ratePlans: [ratePlan([charge(), setup])] })).toBe('2025-01-10');
  });

  it('is the start of the term for a renewal that was recorded before it', () => {
    const renewed = { termStartDate: '2026-01-10', termEndDate: '2027-01-10' };
    expect(dayOf({ ...renewed, ratePlans: segments(['2025-01-10', '2027-01-10']) })).toBe('2026-01-10');
  });

  it('is never before the first day, and the zone decides on which day it was recorded', () => {
    expect(dayOf({ contractEffectiveDate: '2025-02-10', ratePlans: segments(['2025-01-10', null]) })).toBe(
      '2025-02-10',
    );
  });
});

describe('The term of a subscription', () => {
  it('is evergreen, or that of a termed one with its exclusive end', () => {
    expect(now(translated(evergreen([charge({ effectiveEndDate: null })])))['term']).toEqual({
      start: '2025-01-10',
      end: null,
    });
    expect(now(told({ autoRenew: false }))['term']).toEqual({
      start: '2025-01-10',
      end: '2026-01-10',
      auto_renew: false,
    });
  });

  it('renews where it renews into an evergreen one', () => {
    const setting = { renewalSetting: 'RENEW_TO_EVERGREEN', autoRenew: false };
    expect(now(told(setting))['term']).toMatchObject({ auto_renew: true });
  });

  it('is laid back to the first day in the past, with its length', () => {
    const { events } = translated(
      amended({ termStartDate: '2025-02-10', termEndDate: '2026-02-10', autoRenew: false }),
    );
    expect(events.map(({ data }) => data['term'])).toEqual([
      { start: '2025-01-10', end: '2026-01-10', auto_renew: true },
      { start: '2025-02-10', end: '2026-02-10', auto_renew: false },
    ]);
  });

  it('has the day that months are counted from where a short month cut it off', () => {
    const cut = { contractEffectiveDate: '2024-12-31', termStartDate: '2025-02-28', termEndDate: '2025-05-31' };
    expect(now(translated(amended(cut)))['term']).toMatchObject({ start: '2025-02-28', anchor: '2024-12-31' });
  });
});

describe('A recurring charge', () => {
  it('is its MRR a month, whatever its price is for and however it is billed', () => {
    const tiered = charge({
      model: 'Tiered',
      price: null,
      billingPeriod: 'Annual',
      listPriceBase: 'Per_Year',
      mrr: 55,
    });
    expect(lines(withCharges(tiered))).toEqual([{ ...SEATS, quantity: '4', unit_price: '13.75' }]);
  });

  it('is one unit where the MRR by the unit is no decimal, or where there is no quantity', () => {
    expect(lines(withCharges(charge({ quantity: 3, mrr: 100 })))).toMatchObject([{ quantity: '1', unit_price: '100' }]);
    expect(lines(withCharges(charge({ quantity: null, mrr: 29.99 })))).toMatchObject([{ unit_price: '29.99' }]);
    expect(lines(withCharges(charge({ quantity: '4.5', mrr: '67.50' })))).toMatchObject([
      { quantity: '4.5', unit_price: '15' },
    ]);
  });

  it('without an MRR is refused by its number, unless its segment has no day', () => {
    const outcome = withCharges(charge({ mrr: null }));
    expect(outcome.refused).toEqual({
      code: 'amount_unknown',
      field: 'ratePlans[0].ratePlanCharges[0].mrr',
      message: 'ratePlans[0].ratePlanCharges[0].mrr is missing: C-00000001 has no amount',
    });
    expect(lines(withCharges(charge({ mrr: null, effectiveEndDate: '2025-01-10' })))).toEqual([]);
  });

  it('is a line for each segment, of which one that ends with the term goes on', () => {
    const steps = [
      charge({ effectiveEndDate: '2025-07-10', tcv: 360 }),
      charge({ segment: 2, effectiveStartDate: '2025-07-10', quantity: 6, mrr: 90, tcv: 540 }),
    ];
    expect(lines(withCharges(...steps))).toEqual([
      { ...SEATS, end: '2025-07-10' },
      { ...SEATS, id: 'C-00000001#2', quantity: '6', start: '2025-07-10' },
    ]);
    const listed = charge({ chargeSegments: steps, segment: 2 });
    expect(lines(withCharges(listed))).toEqual(lines(withCharges(...steps)));
  });

  it('ends with the term by its own where it was to end on that day', () => {
    expect(lines(withCharges(charge({ endDateCondition: 'Specific_End_Date' })))).toEqual([
      { ...SEATS, end: '2026-01-10' },
    ]);
    expect(lines(withCharges(charge({ endDateCondition: 'SubscriptionEnd' })))).toEqual([SEATS]);
  });

  it('that ends before it starts is refused; rows that an export marks as deleted are left out', () => {
    expect(code(withCharges(charge({ effectiveEndDate: '2025-01-09' })))).toBe('contradictory');
    expect(lines(withCharges(charge(), charge({ number: 'C-2', _fivetran_deleted: 'TRUE' })))).toEqual([SEATS]);
    expect(lines(told({ ratePlans: [ratePlan(), ratePlan([charge()], { _fivetran_deleted: true })] }))).toEqual([
      SEATS,
    ]);
  });

  it('has the name that the adapter gives its product, never that of Zuora', () => {
    expect(lines(told({}, { products: { prod_core: 'core' } }))).toEqual([{ ...SEATS, product: 'core' }]);
    expect(code(told({ ratePlans: [ratePlan([charge()], { productId: null })] }))).toBe('partial_terms');
  });

  it('has one currency with all others, in capitals', () => {
    expect(now(withCharges(charge({ currency: 'jpy', mrr: 1500 })))).toMatchObject({ currency: 'JPY' });
    expect(code(withCharges(charge(), charge({ number: 'C-2', currency: 'EUR' })))).toBe('mixed_currencies');
    expect(now(told({ ratePlans: [ratePlan([charge({ currency: null })])] }, { currency: 'EUR' }))['currency']).toBe(
      'EUR',
    );
  });

  it('of a type without a meaning is refused', () => {
    expect(code(withCharges(charge({ type: 'Barter' })))).toBe('unsupported');
    expect(code(withCharges(charge({ type: null })))).toBe('partial_terms');
  });

  it('whose total is another than its months at its MRR counts by its MRR, with a note', () => {
    expect(withCharges(charge({ tcv: 720.01 })).notes).toEqual([]);
    const differs = withCharges(charge({ tcv: 720.02 }));
    expect([differs.notes, lines(differs)]).toEqual([['total_differs'], [SEATS]]);
    expect(withCharges(charge({ tcv: null })).notes).toEqual([]);
    expect(withCharges(charge({ currency: 'JPY', tcv: 721 })).notes).toEqual([]);
  });
});

describe('Other charges', () => {
  const oneTime = (changes: Json) =>
    lines(
      withCharges(charge({ type: 'OneTime', number: 'C-2', mrr: null, effectiveStartDate: '2025-02-01', ...changes })),
    );

  it('that are one-off are their price by their quantity, on their first day', () => {
    const line = { id: 'C-2#1', kind: 'one_time', product: 'prod_core', date: '2025-02-01' };
    expect(oneTime({ price: 250, quantity: 2 })).toEqual([{ ...line, amount: '500' }]);
    expect(oneTime({ price: 250, quantity: null })).toEqual([{ ...line, amount: '250' }]);
    const tiers = [
      { tier: 1, startingUnit: 0, endingUnit: 2, price: 10, priceFormat: 'PerUnit' },
      { tier: 2, startingUnit: 3, endingUnit: null, price: 7, priceFormat: 'FlatFee' },
    ];
    expect(oneTime({ price: null, quantity: 5, tiers, model: 'Volume' })).toEqual([{ ...line, amount: '7' }]);
    expect(oneTime({ price: null, quantity: 5, tiers, model: 'Tiered' })).toEqual([{ ...line, amount: '27' }]);
    expect(oneTime({ price: null, tcv: 99 })).toEqual([{ ...line, amount: '99' }]);
    expect(code(withCharges(charge({ type: 'OneTime', price: null, tcv: null })))).toBe('amount_unknown');
  });

  it('that are usage make no line, with a note', () => {
    const outcome = withCharges(charge(), charge({ type: 'Usage', number: 'C-2', mrr: null }));
    expect([lines(outcome), outcome.notes]).toEqual([[SEATS], ['usage_excluded']]);
  });
});

describe('A discount charge', () => {
  const DATES = { start: '2025-01-10' };
  const storage = ratePlan([charge({ number: 'C-2', quantity: 1, mrr: 30, tcv: null })], { productId: 'prod_storage' });

  it('that is a percentage off the subscription or the account is a discount of the contract', () => {
    for (const discountLevel of ['subscription', 'account', null]) {
      const outcome = withCharges(charge(), discount({ discountLevel }));
      expect(now(outcome)['discounts']).toEqual([{ type: 'percent', value: '20', ...DATES }]);
      expect(lines(outcome)).toEqual([SEATS]);
    }
  });

  it('of a rate plan is one of its lines', () => {
    const plans = [
      ratePlan([charge(), discount({ discountLevel: 'rateplan', effectiveEndDate: '2025-07-10' })]),
      storage,
    ];
    const outcome = told({ ratePlans: plans });
    expect(now(outcome)['discounts']).toBeUndefined();
    expect(lines(outcome)).toMatchObject([
      { discounts: [{ type: 'percent', value: '20', start: '2025-01-10', end: '2025-07-10' }] },
      { id: 'C-2#1' },
    ]);
    expect(lines(outcome)[1]).not.toHaveProperty('discounts');
  });

  it('that is for one-off charges or usage alone takes nothing off', () => {
    const outcome = withCharges(charge(), discount({ applyDiscountTo: 'ONETIME (1)' }));
    expect([now(outcome)['discounts'], lines(outcome)]).toEqual([undefined, [SEATS]]);
    const recurring = withCharges(charge(), discount({ applyDiscountTo: 'RECURRING (2)' }));
    expect(now(recurring)['discounts']).toHaveLength(1);
  });

  it('that does not say what it is for takes off whatever recurs', () => {
    for (const applyDiscountTo of [undefined, null, '']) {
      expect(now(withCharges(charge(), discount({ applyDiscountTo })))['discounts']).toEqual([
        { type: 'percent', value: '20', ...DATES },
      ]);
    }
  });

  const off = (changes: Json) =>
    discount({ model: 'DiscountFixedAmount', discountPercentage: null, discountAmount: 120, ...changes });

  it('that is an amount is for the period by which it is billed, else for that of the first recurring charge', () => {
    const per = (changes: Json) => now(withCharges(charge(), off(changes)))['discounts'];
    const amount = { type: 'amount', value: '120', ...DATES };
    expect(per({ billingPeriod: 'Annual' })).toEqual([{ ...amount, per: 'year' }]);
    expect(per({ billingPeriod: 'Quarter' })).toEqual([{ ...amount, per: { interval: 'month', count: 3 } }]);
    expect(per({ billingPeriod: 'Semi_Annual' })).toEqual([{ ...amount, per: { interval: 'month', count: 6 } }]);
    expect(per({ billingPeriod: 'Specific_Weeks', specificBillingPeriod: 2 })).toEqual([
      { ...amount, per: { interval: 'week', count: 2 } },
    ]);
    expect(per({ billingPeriod: 'Subscription_Term' })).toEqual([{ ...amount, per: { interval: 'month', count: 12 } }]);
    expect(per({ billingPeriod: null })).toEqual([{ ...amount, per: 'month' }]);
    const undated = withCharges(charge({ billingPeriod: null }), off({ billingPeriod: null }));
    expect(code(undated)).toBe('amount_unknown');
  });

  it('that is an amount off one of several rate plans is off its charge, a month', () => {
    const discounted = (changes: Json) =>
      told({ ratePlans: [ratePlan([charge(), off({ discountLevel: 'rateplan', ...changes })]), storage] });
    const yearly = discounted({ billingPeriod: 'Annual' });
    expect(lines(yearly)).toMatchObject([{ discounts: [{ type: 'amount', value: '10', ...DATES }] }, {}]);
    expect(now(yearly)['discounts']).toBeUndefined();
    expect(lines(discounted({ billingPeriod: 'Week', discountAmount: 3 }))).toMatchObject([
      { discounts: [{ value: '13' }] },
      {},
    ]);
    expect(
      lines(discounted({ billingPeriod: 'Specific_Days', specificBillingPeriod: 73, discountAmount: 12 })),
    ).toMatchObject([{ discounts: [{ value: '5' }] }, {}]);
    const whole = [charge(), charge({ number: 'C-3' }), off({ discountLevel: 'rateplan' })];
    expect(now(told({ ratePlans: [ratePlan(whole)] }))['discounts']).toHaveLength(1);
  });

  it('that is an amount off several charges of a rate plan is spread over those that run, from the first one on', () => {
    const spread = (...charges: readonly Json[]) =>
      lines(
        told({
          ratePlans: [ratePlan([...charges, off({ discountLevel: 'rateplan', discountAmount: 70 })]), storage],
        }),
      ).map(({ id, discounts }) => [id, discounts]);
    const amount = (value: string, dates: Json = {}) => ({ type: 'amount', value, ...DATES, ...dates });
    expect(spread(charge(), charge({ number: 'C-3' }))).toEqual([
      ['C-00000001#1', [amount('60')]],
      ['C-3#1', [amount('10')]],
      ['C-2#1', undefined],
    ]);
    expect(spread(charge({ mrr: 100, tcv: null }), charge({ number: 'C-3' }))).toMatchObject([
      ['C-00000001#1', [amount('70')]],
      ['C-3#1', undefined],
      ['C-2#1', undefined],
    ]);
    const removed = charge({ effectiveEndDate: '2025-06-10', tcv: null });
    const later = charge({ number: 'C-3', mrr: 80, effectiveStartDate: '2025-04-10', tcv: null });
    expect(spread(removed, later)).toEqual([
      ['C-00000001#1', [amount('60')]],
      [
        'C-3#1',
        [
          { type: 'amount', value: '10', start: '2025-04-10', end: '2025-06-10' },
          { type: 'amount', value: '70', start: '2025-06-10' },
        ],
      ],
      ['C-2#1', undefined],
    ]);
    const short = off({ discountLevel: 'rateplan', discountAmount: 70, effectiveEndDate: '2025-06-10' });
    const percent = discount({ discountLevel: 'rateplan' });
    const added = charge({ number: 'C-3', mrr: 80, effectiveStartDate: '2025-07-10', tcv: null });
    const both = told({ ratePlans: [ratePlan([charge(), added, percent, short]), storage] });
    expect(lines(both).map(({ discounts }) => discounts)).toEqual([
      [{ type: 'percent', value: '20', ...DATES }, amount('60', { end: '2025-06-10' })],
      [{ type: 'percent', value: '20', ...DATES }],
      undefined,
    ]);
    const [first, next] = [
      charge({ effectiveEndDate: '2025-06-10', tcv: null }),
      charge({ segment: 2, effectiveStartDate: '2025-06-10', tcv: null }),
    ];
    expect(spread(first, next)).toEqual([
      ['C-00000001#1', [amount('60')]],
      ['C-00000001#2', [amount('60')]],
      ['C-2#1', undefined],
    ]);
  });

  it('without a value is in the catalog by the product’s charge, or refused, or counted gross', () => {
    const unknown = subscription({ ratePlans: [ratePlan([charge(), discount({ discountPercentage: null })])] });
    expect(code(translated(unknown))).toBe('amount_unknown');
    expect(translated(unknown, { unknown_discount: 'gross' }).notes).toEqual(['discount_unknown']);
    const catalog = { coupons: { prpc_d: { percent: '5', forever: true } } };
    expect(now(translated(unknown, { catalog }))['discounts']).toEqual([{ type: 'percent', value: '5', ...DATES }]);
    const limited = { coupons: { prpc_d: { percent: '5', forever: true, products: ['prod_core'] } } };
    expect(lines(translated(unknown, { catalog: limited }))).toMatchObject([{ discounts: [{ value: '5' }] }]);
    const plans = [ratePlan([charge(), off({ discountAmount: null })]), storage];
    const amount = { amount: '5', currency: 'USD', forever: true, products: ['prod_storage'] };
    const offStorage = told({ ratePlans: plans }, { catalog: { coupons: { prpc_d: amount } } });
    expect(lines(offStorage)[0]).not.toHaveProperty('discounts');
    expect(lines(offStorage)[1]).toMatchObject({ discounts: [{ type: 'amount', value: '5' }] });
  });

  it('that is over, or never was, is left out', () => {
    expect(now(withCharges(charge(), discount({ effectiveEndDate: '2025-01-10' })))['discounts']).toBeUndefined();
  });
});

describe('The end of a subscription', () => {
  const over = (changes: Json = {}) => amended({ status: 'Cancelled', cancelledDate: '2025-06-01', ...changes });

  it('is its day of cancellation, else the end of the subscription, beside its past', () => {
    const outcome = translated(over());
    expect(days(outcome)).toEqual(['created 2025-01-10', 'cancelled 2025-06-01']);
    expect(outcome.events[1]).toMatchObject({ id: 'sub_v2', data: { version: 2 } });
    const undated = over({ cancelledDate: null, subscriptionEndDate: '2025-07-01' });
    expect(days(translated(undated))).toEqual(['created 2025-01-10', 'cancelled 2025-07-01']);
    expect(code(translated(over({ cancelledDate: null, subscriptionEndDate: null })))).toBe('no_effective_date');
  });

  it('has its past beside it in the first version, too, and is never before the first day', () => {
    const first = told({ status: 'Canceled', cancelledDate: '2025-01-01' });
    expect(days(first)).toEqual(['created 2025-01-10', 'cancelled 2025-01-10']);
  });

  it('needs no terms: it is taken alone where they cannot be read', () => {
    for (const changes of [
      { ratePlans: undefined },
      { ratePlans: [ratePlan([charge({ mrr: null })])] },
      { ratePlans: [ratePlan([charge({ effectiveStartDate: 'x' })])] },
      { termType: null },
    ]) {
      const outcome = translated(over(changes));
      expect([days(outcome), outcome.notes]).toEqual([['cancelled 2025-06-01'], ['history_unknown']]);
    }
    const callout = { SubscriptionNumber: NUMBER, Status: 'Cancelled', CancelledDate: '2025-06-01' };
    expect(days(translated(callout, {}, '2025-06-01T08:00:00Z'))).toEqual(['cancelled 2025-06-01']);
  });

  it('says nothing more in a version that has expired: its term does', () => {
    expect(told({ status: 'Expired' }).events).toEqual(told({}).events);
  });
});

describe('A suspended subscription', () => {
  const suspended = (changes: Json = {}) => amended({ status: 'Suspended', ...changes });
  const counted = ({ events }: Outcome) =>
    events
      .filter(({ data }) => data['version'] !== 0)
      .map(({ data }) => [data['effective_date'], (data['lines'] as readonly unknown[]).length]);

  it('has no lines from the day of its suspension on, or from its recording where that is not said', () => {
    expect(counted(translated(suspended({ suspendDate: '2025-03-01' })))).toEqual([
      ['2025-01-10', 1],
      ['2025-03-01', 0],
    ]);
    const statusHistory = [
      { status: 'Active', startDate: '2025-01-10', endDate: '2025-02-01' },
      { status: 'Suspended', startDate: '2025-02-01', endDate: '2025-02-10' },
      { status: 'Active', startDate: '2025-02-10', endDate: '2025-03-05' },
      { status: 'Suspended', startDate: '2025-03-05', endDate: null },
    ];
    expect(counted(translated(suspended({ statusHistory })))).toContainEqual(['2025-03-05', 0]);
    expect(counted(translated(suspended()))).toContainEqual(['2025-03-20', 0]);
  });

  it('has them again from its resumption on', () => {
    expect(counted(translated(suspended({ suspendDate: '2025-03-01', resumeDate: '2025-05-01' })))).toEqual([
      ['2025-01-10', 1],
      ['2025-03-01', 0],
      ['2025-05-01', 1],
    ]);
  });

  it('has them until a suspension that lies ahead', () => {
    const ahead = amended({ statusHistory: [{ status: 'Suspended', startDate: '2025-04-01', endDate: '2025-05-01' }] });
    expect(counted(translated(ahead))).toEqual([
      ['2025-01-10', 1],
      ['2025-04-01', 0],
      ['2025-05-01', 1],
    ]);
    const past = amended({ statusHistory: [{ status: 'Suspended', startDate: '2025-02-01', endDate: '2025-03-01' }] });
    expect(counted(translated(past))).toEqual([['2025-03-01', 1]]);
  });

  it('that goes on keeps the time of its suspension without lines: its next version takes effect on the resumption', () => {
    const history = (endDate: string | null) => [
      { status: 'Active', startDate: '2025-01-10', endDate: '2025-02-01' },
      { status: 'Suspended', startDate: '2025-02-01', endDate },
    ];
    const resumed = amended({ updatedDate: '2025-04-02T12:00:00Z', statusHistory: history('2025-04-01') });
    expect(counted(translated(resumed))).toEqual([['2025-04-01', 1]]);
    expect(counted(translated(amended({ resumeDate: '2025-03-15' })))).toEqual([['2025-03-15', 1]]);
    expect(counted(translated(amended({ resumeDate: '2025-04-15' })))).toEqual([['2025-01-10', 1]]);
    const again = [...history('2025-03-01'), { status: 'Suspended', startDate: '2025-03-10', endDate: null }];
    expect(counted(translated(suspended({ statusHistory: again })))).toEqual([
      ['2025-03-01', 1],
      ['2025-03-10', 0],
    ]);
  });

  it('without a day or a time of observation is refused', () => {
    expect(code(translated(suspended({ updatedDate: null })))).toBe('no_effective_date');
  });
});
