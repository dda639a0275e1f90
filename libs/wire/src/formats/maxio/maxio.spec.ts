import { describe, expect, it } from '@jest/globals';
import { component, noon, product, record, subscription, webhookFields } from '../../../test/maxio-payloads.ts';
import { type Outcome, translator } from '../../../test/translations.ts';

type Json = Readonly<Record<string, unknown>>;

const translated = translator('maxio');

const told = (changes: Json, components: readonly Json[] = [], adapter: Json = {}) =>
  translated(record(changes, components), adapter);
const days = ({ events }: Outcome) => events.map(({ type, data }) => `${type} ${String(data['effective_date'])}`);
/** What the subscription says of its own day. */
const now = ({ events }: Outcome) => events[1]?.data ?? {};
const lines = (outcome: Outcome) => now(outcome)['lines'] as readonly Json[];
const discounts = (outcome: Outcome) => now(outcome)['discounts'];
const code = ({ refused }: Outcome) => refused?.code;

const PRODUCT = { id: '3792003', kind: 'recurring', product: '3792003', quantity: '1', unit_price: '60', per: 'month' };

describe('A subscription of Maxio', () => {
  it('tells the past by its terms of today, and its own day by its update', () => {
    const outcome = told({}, [component()], { account: 'general-goods' });
    expect(outcome.events.map(({ id, type, time, data }) => [id, type, time, data['version']])).toEqual([
      ['15236915#start-8257527999', 'created', '2025-01-10T12:00:00Z', 0],
      ['15236915#at-2025-03-20T12:00:00Z', 'amended', '2025-03-20T12:00:00Z', 1],
    ]);
    expect(now(outcome)).toEqual({
      contract_id: '15236915',
      customer_id: '14714298',
      currency: 'USD',
      effective_date: '2025-03-20',
      version: 1,
      term: { start: '2025-01-10', end: null },
      lines: [PRODUCT, { id: '501', kind: 'recurring', product: '77', quantity: '5', unit_price: '2', per: 'month' }],
    });
    expect(outcome.events[0]?.source).toBe('/maxio/general-goods');
    expect(outcome.notes).toEqual(['history_assumed']);
  });

  it('takes its day from the instant, whose offset counts, in the zone of the policy', () => {
    const late = { updated_at: '2025-03-20T22:30:00-05:00' };
    expect(days(told(late))).toEqual(['created 2025-01-10', 'amended 2025-03-21']);
  });

  it('has the observed time of the export where it has no time of its own', () => {
    const outcome = translated(record({ updated_at: null }), {}, '2025-03-25T12:00:00Z');
    expect(days(outcome)).toEqual(['created 2025-01-10', 'amended 2025-03-25']);
  });

  it('has its own time before that of the export, and the creation as the time of its past', () => {
    const { events } = translated(record({ created_at: noon('2025-01-05') }), {}, '2025-03-25T12:00:00Z');
    expect(events.map(({ time, data }) => [time, data['effective_date']])).toEqual([
      ['2025-01-05T12:00:00Z', '2025-01-10'],
      ['2025-03-20T12:00:00Z', '2025-03-20'],
    ]);
  });

  it('without its components is refused, unless the adapter says that there are none', () => {
    const alone = { subscription: subscription() };
    expect(translated(alone).refused).toMatchObject({
      code: 'partial_terms',
      message: expect.stringContaining('components'),
    });
    expect(lines(translated(alone, { components: 'none' }))).toEqual([PRODUCT]);
    expect(lines(translated({ ...subscription(), components: [component()] }))).toHaveLength(2);
  });

  it('has the currency of the adapter where it has none, and is refused without either', () => {
    expect(now(told({ currency: null }, [], { currency: 'CAD' }))['currency']).toBe('CAD');
    expect(now(told({}, [], { currency: 'CAD' }))['currency']).toBe('USD');
    expect(code(told({ currency: null }))).toBe('partial_terms');
    expect(code(told({}, [component({ currency: 'EUR' })]))).toBe('mixed_currencies');
  });

  it('without its state, product or creation is refused', () => {
    expect(code(told({ state: null }))).toBe('partial_terms');
    expect(code(told({ product: null }))).toBe('partial_terms');
    expect(code(told({ created_at: null, activated_at: null }))).toBe('partial_terms');
    expect(code(told({ state: 'frozen' }))).toBe('unsupported');
    expect(code(told({ id: null }))).toBe('unknown_shape');
  });

  it('is none yet while it is being created', () => {
    expect(told({ state: 'pending' }).ignored).toBe('draft');
    expect(told({ state: 'awaiting_signup' }).ignored).toBe('draft');
  });
});

describe('The product', () => {
  it('costs what this subscription pays, and not what it costs today', () => {
    expect(lines(told({ product_price_in_cents: 1999 }))).toMatchObject([{ unit_price: '19.99' }]);
    expect(lines(told({ product_price_in_cents: 0 }))).toMatchObject([{ unit_price: '0' }]);
    expect(lines(told({ currency: 'JPY' }))).toMatchObject([{ unit_price: '6000' }]);
  });

  it('without an id is that of its handle', () => {
    expect(lines(told({ product: product({ id: null }) }))).toMatchObject([{ id: 'basic', product: 'basic' }]);
    expect(code(told({ product: product({ id: null, handle: null }) }))).toBe('partial_terms');
  });

  it('without an amount has that of the catalog, by its price point, id or handle', () => {
    const unpriced = { product_price_in_cents: null, product_price_point_id: 12 };
    expect(code(told(unpriced))).toBe('amount_unknown');
    for (const id of ['12', '3792003', 'basic']) {
      const catalog = { prices: { [id]: { unit_amount: '70' } } };
      expect(lines(told(unpriced, [], { catalog }))).toMatchObject([{ unit_price: '70' }]);
    }
  });

  it('has an amount of the catalog in its currency and for its interval', () => {
    const listed = (price: Json) =>
      told({ product_price_in_cents: null }, [], { catalog: { prices: { basic: { unit_amount: '700', ...price } } } });
    expect(lines(listed({ currency: 'USD', interval: 'year' }))).toMatchObject([{ unit_price: '700', per: 'year' }]);
    expect(code(listed({ currency: 'EUR' }))).toBe('mixed_currencies');
  });

  it.each([
    [{ interval: 1, interval_unit: 'month' }, 'month'],
    [
      { interval: 12, interval_unit: 'month' },
      { interval: 'month', count: 12 },
    ],
    [
      { interval: 30, interval_unit: 'day' },
      { interval: 'day', count: 30 },
    ],
  ])('is billed in its interval', (interval, per) => {
    expect(lines(told({ product: product(interval) }))).toMatchObject([{ per }]);
  });

  it('without an interval has that of the catalog, else is refused', () => {
    const stated = { product: product({ interval: null, interval_unit: null }) };
    expect(code(told(stated))).toBe('amount_unknown');
    const catalog = { plans: { basic: { interval: 'month', count: 3 } } };
    expect(lines(told(stated, [], { catalog }))).toMatchObject([{ per: { interval: 'month', count: 3 } }]);
  });
});

describe('A component', () => {
  const of = (changes: Json, adapter: Json = {}) => told({}, [component(changes)], adapter);

  it('counts by its allocated quantity, and an on/off one while it is on', () => {
    expect(lines(of({ allocated_quantity: '2.5' }))[1]).toMatchObject({ quantity: '2.5' });
    expect(lines(of({ allocated_quantity: 0 }))).toHaveLength(1);
    const switched = { kind: 'on_off_component', allocated_quantity: undefined };
    expect(lines(of({ ...switched, enabled: true }))[1]).toMatchObject({ quantity: '1' });
    expect(lines(of({ ...switched, enabled: false }))).toHaveLength(1);
  });

  it('that does not say how many are allocated is refused', () => {
    expect(of({ allocated_quantity: null, enabled: true }).refused).toMatchObject({
      code: 'partial_terms',
      message: expect.stringContaining('allocated_quantity'),
    });
    expect(code(of({ kind: 'on_off_component', allocated_quantity: '' }))).toBe('partial_terms');
  });

  it.each(['metered_component', 'event_based_component', 'prepaid_usage_component'])('of %s is usage', (kind) => {
    const outcome = of({ kind, unit_price: null });
    expect(lines(outcome)).toHaveLength(1);
    expect(outcome.notes).toContain('usage_excluded');
  });

  it('of another kind, or of none, is refused', () => {
    expect(code(of({ kind: 'magic_component' }))).toBe('unsupported');
    expect(code(of({ kind: null }))).toBe('partial_terms');
    expect(code(of({ id: null, component_id: null }))).toBe('partial_terms');
  });

  it('has its price in units or in cents, which must agree, or in its price point', () => {
    expect(lines(of({ unit_price: null, price_per_unit_in_cents: 250 }))[1]).toMatchObject({ unit_price: '2.5' });
    expect(code(of({ price_per_unit_in_cents: 250 }))).toBe('contradictory');
    const point = { prices: [{ starting_quantity: 1, ending_quantity: null, unit_price: '4.0' }] };
    expect(lines(of({ unit_price: null, price_point: point }))[1]).toMatchObject({ unit_price: '4' });
  });

  it('has its price under any of its names, in the digits of its currency', () => {
    const unpriced = { unit_price: null };
    expect(lines(of({ ...unpriced, price: '4.5' }))[1]).toMatchObject({ unit_price: '4.5' });
    for (const name of ['unit_price_in_cents', 'price_in_cents']) {
      expect(lines(of({ ...unpriced, [name]: 450 }))[1]).toMatchObject({ unit_price: '4.5' });
    }
    const yen = told({ currency: 'JPY' }, [component({ ...unpriced, price_per_unit_in_cents: 450 })]);
    expect(lines(yen)[1]).toMatchObject({ unit_price: '450' });
  });

  it('without a price has that of the catalog, by its price point or its own id or handle, else is refused', () => {
    expect(of({ unit_price: null }).refused).toMatchObject({ code: 'amount_unknown' });
    for (const id of ['88', '77', 'seats']) {
      const catalog = { prices: { [id]: { unit_amount: '3.5' } } };
      expect(lines(of({ unit_price: null }, { catalog }))[1]).toMatchObject({ unit_price: '3.5' });
    }
  });

  const prices = [
    { starting_quantity: 1, ending_quantity: 2, unit_price: '3.0' },
    { starting_quantity: 3, ending_quantity: null, unit_price: '2.0' },
  ];
  const tiered = (pricing_scheme: string, changes: Json = {}, adapter: Json = {}) =>
    lines(of({ pricing_scheme, unit_price: null, prices, ...changes }, adapter))
      .slice(1)
      .map(({ id, quantity, unit_price: price }) => [id, quantity, price]);

  it('of tiers is priced as its scheme says', () => {
    expect(tiered('tiered')).toEqual([
      ['501#1', '2', '3'],
      ['501#2', '3', '2'],
    ]);
    expect(tiered('volume')).toEqual([['501', '5', '2']]);
    expect(tiered('stairstep')).toEqual([['501', '1', '2']]);
    expect(code(of({ pricing_scheme: 'auction' }))).toBe('unsupported');
  });

  it('has its scheme in its price point, too, and is refused where one of its tiers has no price', () => {
    const point = { pricing_scheme: 'volume', prices };
    expect(tiered('', { pricing_scheme: null, prices: [], price_point: point })).toEqual([['501', '5', '2']]);
    const unpriced = [prices[0] ?? {}, { ...prices[1], unit_price: null }];
    expect(code(of({ pricing_scheme: 'volume', unit_price: null, prices: unpriced, allocated_quantity: 1 }))).toBe(
      'amount_unknown',
    );
  });

  it('has the price of its price point before that of the component', () => {
    const catalog = { prices: { '77': { unit_amount: '9' }, '88': { unit_amount: '3' } } };
    expect(lines(of({ unit_price: null }, { catalog }))[1]).toMatchObject({ unit_price: '3' });
  });

  it('of several prices without a scheme is refused: nobody knows how they are meant', () => {
    expect(code(of({ pricing_scheme: null, unit_price: null, prices }))).toBe('amount_unknown');
  });

  it('has a price of the catalog in its currency and for its interval', () => {
    const of88 = (changes: Json) => of({ unit_price: null }, { catalog: { prices: { '88': changes } } });
    expect(lines(of88({ unit_amount: '24', currency: 'USD', interval: 'year' }))[1]).toMatchObject({
      unit_price: '24',
      per: 'year',
    });
    expect(code(of88({ unit_amount: '24', currency: 'EUR' }))).toBe('mixed_currencies');
    const tiers = [{ up_to: null, unit_amount: '1.5' }];
    expect(code(of88({ tiers_mode: 'volume', tiers, currency: 'EUR' }))).toBe('amount_unknown');
    const volume = { unit_price: null, pricing_scheme: 'volume' };
    const listed = { catalog: { prices: { '88': { tiers_mode: 'volume', tiers, currency: 'EUR' } } } };
    expect(code(of(volume, listed))).toBe('mixed_currencies');
  });

  it('of tiers that the catalog alone has is priced by it', () => {
    const catalog = {
      prices: { '88': { tiers_mode: 'volume', tiers: [{ up_to: null, unit_amount: '1.5' }] } },
    };
    expect(tiered('volume', { prices: [] }, { catalog })).toEqual([['501', '5', '1.5']]);
    expect(tiered('volume', { prices: [], pricing_scheme: null }, { catalog })).toEqual([['501', '5', '1.5']]);
  });

  it('has its own interval where it states one, and is a one-off where it does not recur', () => {
    expect(lines(of({ interval: 3, interval_unit: 'month' }))[1]).toMatchObject({
      per: { interval: 'month', count: 3 },
    });
    expect(lines(of({ recurring: undefined }))[1]).toMatchObject({ kind: 'recurring' });
    expect(lines(of({ recurring: false }))[1]).toEqual({
      id: '501',
      kind: 'one_time',
      product: '77',
      amount: '10',
      date: '2025-02-01',
    });
  });

  it('with tax in its price keeps it, with a note', () => {
    expect(of({ tax_included: true }).notes).toContain('tax_inclusive');
  });
});

describe('States, ends and pauses', () => {
  it('count while the subscription goes on', () => {
    for (const state of ['active', 'assessing', 'past_due', 'soft_failure', 'paused']) {
      expect(lines(told({ state }))).toEqual([PRODUCT]);
    }
  });

  it('of money that is owed count as the adapter says', () => {
    expect(lines(told({ state: 'unpaid' }))).toEqual([]);
    expect(lines(told({ state: 'unpaid' }, [], { status: { unpaid: 'count' } }))).toEqual([PRODUCT]);
    expect(lines(told({ state: 'past_due' }, [], { status: { past_due: 'drop' } }))).toEqual([]);
    expect(lines(told({ state: 'suspended' }))).toEqual([]);
    expect(code(told({ state: 'unpaid', updated_at: null }))).toBe('no_effective_date');
  });

  it('on hold has no lines from the day of the hold until it resumes', () => {
    const held = { state: 'on_hold', on_hold_at: noon('2025-03-15') };
    expect(days(told(held))).toEqual(['created 2025-01-10', 'amended 2025-03-15']);
    expect(lines(told(held))).toEqual([]);
    const resumed = told({ ...held, automatically_resume_at: noon('2025-05-01') });
    expect(days(resumed).slice(1)).toEqual(['amended 2025-03-15', 'amended 2025-05-01']);
    expect(lines(told({ on_hold_at: noon('2025-02-15') }))).toEqual([PRODUCT]);
    const ahead = told({ on_hold_at: noon('2025-04-01') });
    expect(days(ahead).slice(1)).toEqual(['amended 2025-03-20', 'amended 2025-04-01']);
  });

  it('in trial count nothing before its end', () => {
    const trial = { trial_started_at: noon('2025-01-10'), trial_ended_at: noon('2025-04-10') };
    const trialing = told({ ...trial, state: 'trialing', activated_at: null });
    expect(lines(trialing)).toMatchObject([{ start: '2025-04-10' }]);
    const later = told({ ...trial, trial_ended_at: '2025-02-10T06:59:59-05:00', activated_at: noon('2025-02-10') });
    expect(days(later)[0]).toBe('created 2025-01-10');
    expect(lines(later)).toMatchObject([{ start: '2025-02-10' }]);
    expect(code(told({ state: 'trialing' }))).toBe('partial_terms');
  });

  it('that are over end on their own day', () => {
    const canceled = { state: 'canceled', canceled_at: noon('2025-03-18') };
    expect(days(told(canceled))).toEqual(['created 2025-01-10', 'cancelled 2025-03-18']);
    const stamped = { state: 'canceled', canceled_at: '2025-03-17T23:59:59Z' };
    expect(days(told(stamped))[1]).toBe('cancelled 2025-03-18');
    expect(days(told({ state: 'expired', expires_at: noon('2025-03-01') }))[1]).toBe('cancelled 2025-03-01');
    expect(days(told({ state: 'trial_ended', trial_ended_at: noon('2025-02-10') }))[1]).toBe('cancelled 2025-02-10');
    expect(days(told({ state: 'failed_to_create' }))[1]).toBe('cancelled 2025-01-10');
    expect(code(told({ state: 'canceled' }))).toBe('no_effective_date');
  });

  it('that are over need no terms', () => {
    const alone = translated({ subscription: { id: 7, state: 'canceled', canceled_at: noon('2025-03-18') } });
    expect(days(alone)).toEqual(['cancelled 2025-03-18']);
    expect(alone.notes).toEqual(['history_unknown']);
  });

  it('that are to end at the end of the period end on the stated day, else with the period', () => {
    const flagged = { cancel_at_end_of_period: true };
    const end = (changes: Json) => days(told({ ...flagged, ...changes }))[2];
    expect(end({ scheduled_cancellation_at: noon('2025-06-10') })).toBe('cancelled 2025-06-10');
    expect(end({ delayed_cancel_at: noon('2025-05-10') })).toBe('cancelled 2025-05-10');
    expect(end({ scheduled_cancellation_at: '2025-06-09T23:59:59Z', delayed_cancel_at: noon('2025-05-10') })).toBe(
      'cancelled 2025-06-10',
    );
    expect(end({})).toBe('cancelled 2025-04-10');
    expect(days(told({ cancel_at_end_of_period: 'false' }))).toHaveLength(2);
    expect(code(told({ ...flagged, current_period_ends_at: null }))).toBe('no_effective_date');
    expect(days(told({ scheduled_cancellation_at: noon('2025-01-10') }))).toHaveLength(2);
  });

  it('that expire are terms that do not renew, which a cancellation may end before', () => {
    const expires = { expires_at: noon('2026-01-10') };
    expect(now(told(expires))['term']).toEqual({ start: '2025-01-10', end: '2026-01-10', auto_renew: false });
    const both = told({ ...expires, cancel_at_end_of_period: true });
    expect(days(both)[2]).toBe('cancelled 2025-04-10');
    const same = told({ ...expires, cancel_at_end_of_period: true, scheduled_cancellation_at: noon('2026-01-10') });
    expect(days(same)).toHaveLength(2);
    expect(code(told({ expires_at: noon('2025-01-10') }))).toBe('contradictory');
  });
});

describe('Coupons', () => {
  const SPRING = {
    catalog: { coupons: { SPRING: { percent: '20', months: 6 }, ONCE: { percent: '50', once: true } } },
  };

  it('are in the catalog by their code, or the subscription is refused by it', () => {
    const outcome = told({ coupon_code: 'SPRING' });
    expect(outcome.refused).toMatchObject({ code: 'amount_unknown', message: expect.stringContaining('SPRING') });
    expect(told({ coupon_code: 'SPRING' }, [], { unknown_discount: 'gross' }).notes).toContain('discount_unknown');
    for (const stated of [{ coupon_code: 'SPRING' }, { coupon_codes: ['SPRING'] }, { coupons: [{ code: 'SPRING' }] }]) {
      expect(discounts(told(stated, [], SPRING))).toEqual([{ type: 'percent', value: '20', end: '2025-07-10' }]);
    }
  });

  it('last as long as Maxio says: to a day, or for the uses that are left', () => {
    const end = (coupon: Json) => discounts(told({ coupons: [{ code: 'SPRING', ...coupon }] }, [], SPRING));
    expect(end({ expires_at: noon('2025-05-05') })).toMatchObject([{ end: '2025-05-05' }]);
    expect(end({ expires_at: '2025-05-04T23:59:59Z' })).toMatchObject([{ end: '2025-05-05' }]);
    expect(end({ use_count: 3, uses_allowed: 5 })).toMatchObject([{ end: '2025-06-10' }]);
    const single = { coupon_code: 'SPRING', coupon_use_count: 3, coupon_uses_allowed: 5 };
    expect(discounts(told(single, [], SPRING))).toMatchObject([{ end: '2025-06-10' }]);
    const stamped = { ...single, current_period_ends_at: '2025-04-09T23:59:59Z' };
    expect(discounts(told(stamped, [], SPRING))).toMatchObject([{ end: '2025-06-10' }]);
    expect(end({ use_count: 0, uses_allowed: 0 })).toMatchObject([{ end: '2025-07-10' }]);
  });

  it('that count once come off the coming interval, until they are used', () => {
    const once = told({ coupon_code: 'ONCE', coupon_use_count: 0 }, [], SPRING);
    expect(discounts(once)).toEqual([{ type: 'percent', value: '50', start: '2025-04-10', end: '2025-05-10' }]);
    expect(once.notes).toContain('once_dated');
    expect(discounts(told({ coupon_code: 'ONCE', coupon_use_count: 1 }, [], SPRING))).toBeUndefined();
  });

  it('have their value in the payload where it is asked for', () => {
    const percent = { code: 'A', percentage: '15.0', amount_in_cents: null, recurring: true };
    expect(discounts(told({ coupons: [percent] }))).toEqual([{ type: 'percent', value: '15' }]);
    const amount = { code: 'B', percentage: null, amount_in_cents: 1000, recurring: true };
    expect(discounts(told({ coupons: [amount] }))).toEqual([{ type: 'amount', value: '10', per: 'month' }]);
    expect(discounts(told({ coupons: [amount], currency: 'JPY' }))).toMatchObject([{ value: '1000' }]);
    for (const once of [{ recurring: false }, { uses_allowed: 1 }]) {
      const coupon = { ...percent, ...once, use_count: 0 };
      expect(discounts(told({ coupons: [coupon] }))).toMatchObject([{ start: '2025-04-10', end: '2025-05-10' }]);
    }
  });

  it('have the value of the payload before that of the catalog, which says how long and off what', () => {
    const stated = { coupons: [{ code: 'SPRING', percentage: '30' }] };
    expect(discounts(told(stated, [], SPRING))).toEqual([{ type: 'percent', value: '30', end: '2025-07-10' }]);
    const limited = {
      catalog: { coupons: { SPRING: { amount: '5', currency: 'EUR', forever: true, products: ['77'] } } },
    };
    const outcome = told(stated, [component()], limited);
    expect(discounts(outcome)).toBeUndefined();
    expect(lines(outcome)).toMatchObject([PRODUCT, { discounts: [{ type: 'percent', value: '30' }] }]);
    expect(lines(outcome)[0]).not.toHaveProperty('discounts');
    expect(code(told({ coupon_code: 'SPRING' }, [], limited))).toBe('mixed_currencies');
  });
});

describe('A webhook of Maxio', () => {
  const NONE = { components: 'none' };
  const flat = (event: string, payload: Json) => Object.fromEntries(webhookFields(event, payload));
  const stateChange = (payload: Json) => translated({ event: 'subscription_state_change', id: 7, payload }, NONE);

  it('says what the subscription has become, also with the names of a form', () => {
    const payload = { site: { id: 1 }, subscription: subscription({ cancel_at_end_of_period: true }) };
    const { events } = stateChange(payload);
    expect(events).toHaveLength(3);
    expect(translated(flat('subscription_state_change', payload), NONE).events).toEqual(events);
  });

  it('without the whole subscription is refused where it is about that, and ignored where it is not', () => {
    const part = { subscription: { id: 15236915, name: 'Pro' } };
    expect(code(translated({ event: 'component_allocation_change', payload: part }, NONE))).toBe('partial_terms');
    expect(translated({ event: 'statement_settled', payload: part }, NONE).ignored).toBe('other_object');
    expect(translated({ event: 'customer_update', payload: { customer: { id: 1 } } }, NONE).ignored).toBe(
      'other_object',
    );
    const whole = { subscription: subscription() };
    expect(translated({ event: 'payment_success', payload: whole }, NONE).events).toHaveLength(2);
    expect(translated({ event: 'payment_success', payload: whole }).ignored).toBe('other_object');
  });

  it.each([
    'customer_create',
    'payment_failure',
    'refund_success',
    'invoice_issued',
    'prepayment_account_balance_changed',
  ])('of %s is about something else, unless it has the whole subscription', (event) => {
    const part = { subscription: { id: 15236915, name: 'Pro' } };
    expect(translated({ event, payload: part }, NONE).ignored).toBe('other_object');
  });

  it('that only announces is ignored', () => {
    for (const event of ['upcoming_renewal_notice', 'end_of_trial_notice', 'expiring_card']) {
      const notice = { event, payload: { subscription: subscription() } };
      expect(translated(notice, NONE).ignored).toBe('no_change');
    }
    expect(told({}, [], { mode: 'test' }).ignored).toBe('test_mode');
  });
});
