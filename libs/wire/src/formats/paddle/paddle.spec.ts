import { describe, expect, it } from '@jest/globals';
import { event, item, price, subscription, SUBSCRIPTION_ID } from '../../../test/paddle-payloads.ts';
import { type Outcome, translator } from '../../../test/translations.ts';

type Json = Readonly<Record<string, unknown>>;

const translated = translator('paddle');

const days = ({ events }: Outcome) => events.map(({ type, data }) => `${type} ${String(data['effective_date'])}`);
const first = ({ events }: Outcome) => events[0]?.data ?? {};
const lines = (outcome: Outcome) => first(outcome)['lines'] as readonly Json[];
const code = (outcome: Outcome) => outcome.refused?.code;
const noon = (day: string) => `${day}T12:00:00Z`;

describe('An event of Paddle', () => {
  it('becomes the terms of the subscription, from the day of the event on, to the microsecond', () => {
    expect(translated(event('updated'))).toEqual({
      ignored: null,
      refused: null,
      notes: [],
      events: [
        {
          id: 'evt_1',
          source: '/paddle/default',
          type: 'amended',
          time: '2025-03-20T12:00:00.123456Z',
          data: {
            contract_id: SUBSCRIPTION_ID,
            customer_id: 'ctm_1',
            currency: 'USD',
            effective_date: '2025-03-20',
            version: 1,
            term: { start: '2025-01-10', end: null },
            lines: [
              {
                id: 'pri_01gsz8x8sawmvhz1pv30nge1aa',
                kind: 'recurring',
                product: 'pro_core',
                quantity: '4',
                unit_price: '15',
                per: 'month',
              },
            ],
          },
        },
      ],
    });
  });

  it('of a creation or an import takes effect when the subscription started, not when it was written', () => {
    const started = { started_at: noon('2025-01-08') };
    expect(days(translated(event('created', started)))).toEqual(['created 2025-01-08']);
    expect(days(translated(event('imported', started)))).toEqual(['created 2025-01-08']);
    expect(days(translated(event('created', { started_at: null })))).toEqual(['created 2025-01-10']);
  });

  it.each(['activated', 'trialing', 'updated', 'past_due', 'paused', 'resumed'])('.%s is a change', (type) => {
    expect(days(translated(event(type)))).toEqual(['amended 2025-03-20']);
  });

  it('of an end ends the contract on its own day, and needs no terms', () => {
    const over = { status: 'canceled', canceled_at: noon('2025-03-18'), items: [] };
    expect(days(translated(event('canceled', over)))).toEqual(['cancelled 2025-03-18']);
    expect(days(translated(event('updated', over)))).toEqual(['cancelled 2025-03-18']);
    expect(days(translated(event('canceled')))).toEqual(['cancelled 2025-03-20']);
  });

  it('that is about something else is ignored, and of another system no payload', () => {
    expect(translated({ ...event('updated'), event_type: 'transaction.completed' }).ignored).toBe('other_object');
    expect(translated({ id: 'txn_01hv8wptq8987qeep44cyrewaa', status: 'paid' }).ignored).toBe('other_object');
    expect(translated(event('updated'), { mode: 'test' }).ignored).toBe('test_mode');
    expect(code(translated({ alert_id: '1', alert_name: 'subscription_updated' }))).toBe('unknown_shape');
    expect(code(translated({ id: 'sub_1NX', object: 'subscription', customer: 'cus_1' }))).toBe('unknown_shape');
  });

  it('is found in a notification of the API, and keeps its meaning however often it is sent', () => {
    const notification = {
      id: 'ntf_01ghbkd0frb9k95cnhwd1bxpvk',
      type: 'subscription.updated',
      payload: event('updated'),
    };
    expect(translated(notification)).toEqual(translated(event('updated')));
    expect(translated(event('updated', {}, { notification_id: 'ntf_2' }))).toEqual(translated(event('updated')));
  });
});

describe('An item', () => {
  const withPrice = (changes: Json, subscriptionChanges: Json = {}, adapter: Json = {}) =>
    translated(event('updated', { items: [item({ price: price(changes) })], ...subscriptionChanges }), adapter);

  it('is billed by the cycle of its price', () => {
    const billing_cycle = { interval: 'year', frequency: 2 };
    expect(lines(withPrice({ billing_cycle }))).toMatchObject([{ per: { interval: 'year', count: 2 } }]);
    expect(code(withPrice({ billing_cycle: null }))).toBe('amount_unknown');
    expect(code(withPrice({ id: null }))).toBe('partial_terms');
  });

  it('that does not recur is one-off, on the day it was billed', () => {
    const once = item({ recurring: false, quantity: 2, price: price({ billing_cycle: null }) });
    expect(lines(translated(event('updated', { items: [once] })))).toMatchObject([
      { kind: 'one_time', amount: '30', date: '2025-03-10' },
    ]);
    const added = { ...once, previously_billed_at: null };
    expect(lines(translated(event('updated', { items: [added] })))).toMatchObject([{ date: '2025-01-10' }]);
  });

  it('has an amount in minor units, in the currency of the subscription where it states none', () => {
    const unit_price = { amount: '1500', currency_code: null };
    expect(lines(withPrice({ unit_price }, { currency_code: 'JPY' }))).toMatchObject([{ unit_price: '1500' }]);
    expect(first(withPrice({ unit_price }, { currency_code: 'JPY' }))['currency']).toBe('JPY');
  });

  const EURO = { country_codes: ['DE', 'FR'], unit_price: { amount: '1400', currency_code: 'EUR' } };
  const IRISH = { country_codes: ['IE'], unit_price: { amount: '1700', currency_code: 'EUR' } };

  it('has the override in the currency of the subscription, if that is one amount', () => {
    const euro = { currency_code: 'EUR' };
    expect(lines(withPrice({ unit_price_overrides: [EURO] }))).toMatchObject([{ unit_price: '15' }]);
    expect(lines(withPrice({ unit_price_overrides: [EURO] }, euro))).toMatchObject([{ unit_price: '14' }]);
    const same = { ...IRISH, unit_price: EURO.unit_price };
    expect(lines(withPrice({ unit_price_overrides: [EURO, same] }, euro))).toMatchObject([{ unit_price: '14' }]);
  });

  it('is refused where it has none or several, unless the adapter knows the country or the amount', () => {
    const euro = { currency_code: 'EUR', custom_data: { country: 'IE' } };
    const two = { unit_price_overrides: [EURO, IRISH] };
    expect(code(withPrice(two, euro))).toBe('amount_unknown');
    expect(code(withPrice({}, euro))).toBe('amount_unknown');
    expect(lines(withPrice(two, euro, { country: 'custom_data.country' }))).toMatchObject([{ unit_price: '17' }]);
    const home = { ...two, unit_price: { amount: '1600', currency_code: 'EUR' } };
    const spanish = { currency_code: 'EUR', custom_data: { country: 'ES' } };
    expect(lines(withPrice(home, spanish, { country: 'custom_data.country' }))).toMatchObject([{ unit_price: '16' }]);
    const catalog = { prices: { pri_01gsz8x8sawmvhz1pv30nge1aa: { unit_amount: '13.50' } } };
    expect(lines(withPrice(two, euro, { catalog }))).toMatchObject([{ unit_price: '13.5' }]);
    const foreign = { prices: { pri_01gsz8x8sawmvhz1pv30nge1aa: { unit_amount: '13.50', currency: 'GBP' } } };
    expect(code(withPrice(two, euro, { catalog: foreign }))).toBe('mixed_currencies');
  });

  it('keeps the tax that is in its price, with a note', () => {
    expect(withPrice({ tax_mode: 'internal' }).notes).toEqual(['tax_inclusive']);
    expect(withPrice({ tax_mode: 'external' }).notes).toEqual([]);
  });

  it('begins to count when its trial ends', () => {
    const trial_dates = { starts_at: noon('2025-01-10'), ends_at: noon('2025-02-10') };
    const trialing = { status: 'trialing', items: [item({ trial_dates, status: 'trialing' }), item()] };
    expect(lines(translated(event('trialing', trialing))).map((line) => line['start'])).toEqual([
      '2025-02-10',
      undefined,
    ]);
    const later = { starts_at: noon('2025-03-01'), ends_at: noon('2025-03-10') };
    expect(lines(translated(event('updated', { items: [item({ trial_dates: later })] })))[0]).not.toHaveProperty(
      'start',
    );
    expect(code(translated(event('trialing', { status: 'trialing' })))).toBe('partial_terms');
    const yearly = item({ trial_dates, price: price({ billing_cycle: { interval: 'year', frequency: 1 } }) });
    const adapter = { terms: { from_interval_months: 12 } };
    expect(first(translated(event('created', { items: [yearly] }), adapter))['term']).toEqual({
      start: '2025-02-10',
      end: '2026-02-10',
      auto_renew: true,
    });
  });
});

describe('A discount', () => {
  const discount = { id: 'dsc_1', starts_at: noon('2025-02-01'), ends_at: null };
  const discounts = (changes: Json, catalog: Json) =>
    first(translated(event('updated', { discount: { ...discount, ...changes } }), { catalog }))['discounts'];

  it('has its dates in the payload and its value in the catalog', () => {
    const catalog = { coupons: { dsc_1: { percent: '20', months: 6 } } };
    expect(discounts({}, catalog)).toEqual([{ type: 'percent', value: '20', start: '2025-02-01', end: '2025-08-01' }]);
    expect(discounts({ ends_at: noon('2025-05-01') }, catalog)).toMatchObject([{ end: '2025-05-01' }]);
    const amount = { coupons: { dsc_1: { amount: '5.00', currency: 'USD', forever: true } } };
    expect(discounts({}, amount)).toEqual([{ type: 'amount', value: '5', start: '2025-02-01', per: 'month' }]);
    const euro = { coupons: { dsc_1: { amount: '5.00', currency: 'EUR' } } };
    expect(code(translated(event('updated', { discount }), { catalog: euro }))).toBe('mixed_currencies');
  });

  it('that counts once comes off the coming invoice', () => {
    const catalog = { coupons: { dsc_1: { percent: '50', once: true } } };
    expect(discounts({}, catalog)).toMatchObject([{ start: '2025-04-10', end: '2025-05-10' }]);
  });

  it('that counts once ends on the day that the payload states, and then no date is assumed', () => {
    const catalog = { coupons: { dsc_1: { percent: '50', once: true } } };
    const dated = { ...discount, ends_at: noon('2025-04-10') };
    const outcome = translated(event('updated', { discount: dated }), { catalog });
    expect(first(outcome)['discounts']).toEqual([
      { type: 'percent', value: '50', start: '2025-02-01', end: '2025-04-10' },
    ]);
    expect(outcome.notes).toEqual([]);
  });

  it('that the catalog does not know is refused, or counted gross', () => {
    expect(code(translated(event('updated', { discount })))).toBe('amount_unknown');
    const gross = translated(event('updated', { discount }), { unknown_discount: 'gross' });
    expect(gross.notes).toEqual(['discount_unknown']);
  });
});

describe('Ends and pauses', () => {
  const scheduled = (action: string, changes: Json = {}, resume_at: string | null = null) =>
    translated(
      event('updated', { scheduled_change: { action, effective_at: noon('2025-04-10'), resume_at }, ...changes }),
    );

  it('are scheduled behind the terms', () => {
    expect(days(scheduled('cancel'))).toEqual(['amended 2025-03-20', 'cancelled 2025-04-10']);
    expect(days(scheduled('pause', {}, noon('2025-06-10')))).toEqual([
      'amended 2025-03-20',
      'amended 2025-04-10',
      'amended 2025-06-10',
    ]);
    expect(days(scheduled('pause'))).toEqual(['amended 2025-03-20', 'amended 2025-04-10']);
    expect(code(scheduled('upgrade'))).toBe('unsupported');
    const undated = event('updated', { scheduled_change: { action: 'cancel', effective_at: null } });
    expect(code(translated(undated))).toBe('no_effective_date');
  });

  it('begin on the day of the pause, and end with a scheduled resumption', () => {
    const paused = { status: 'paused', paused_at: noon('2025-03-18') };
    const outcome = scheduled('resume', paused);
    expect(days(outcome)).toEqual(['amended 2025-03-18', 'amended 2025-04-10']);
    expect(outcome.events.map(({ data }) => (data['lines'] as readonly Json[]).length)).toEqual([0, 1]);
    expect(days(translated(event('paused', paused)))).toEqual(['amended 2025-03-18']);
  });

  it.each([
    ['active', {}, 1],
    ['past_due', {}, 1],
    ['past_due', { status: { past_due: 'drop' } }, 0],
    ['paused', {}, 0],
  ])('in status %s with %j: %s lines', (status, adapter, count) => {
    expect(lines(translated(event('updated', { status }), adapter))).toHaveLength(count);
  });

  it('in a status that is missing or has no meaning are refused', () => {
    expect(code(translated(event('updated', { status: null })))).toBe('partial_terms');
    expect(code(translated(event('updated', { status: 'inactive' })))).toBe('unsupported');
    expect(code(translated(event('updated', { items: [] })))).toBe('partial_terms');
  });
});

describe('A bare subscription', () => {
  it('is dated by its own update', () => {
    const outcome = translated(subscription());
    expect(outcome.events.map(({ id, data }) => [id, data['version'], data['effective_date']])).toEqual([
      [`${SUBSCRIPTION_ID}#start-8257527999`, 0, '2025-01-10'],
      [`${SUBSCRIPTION_ID}#at-2025-03-20T12:00:00.5Z`, 1, '2025-03-20'],
    ]);
    expect(outcome.notes).toEqual(['history_assumed']);
    const silent = subscription({ updated_at: null });
    expect(translated(silent, {}, '2025-06-01T08:00:00Z').events[1]?.id).toBe(
      `${SUBSCRIPTION_ID}#at-2025-06-01T08:00:00Z`,
    );
    expect(
      code(translated(subscription({ updated_at: null, status: 'past_due' }), { status: { past_due: 'drop' } })),
    ).toBe('no_effective_date');
  });

  it('that is over ends on its day', () => {
    const over = subscription({ status: 'canceled', canceled_at: noon('2025-03-02') });
    expect(days(translated(over))).toEqual(['created 2025-01-10', 'cancelled 2025-03-02']);
    expect(code(translated(subscription({ status: 'canceled' })))).toBe('no_effective_date');
  });
});

describe('What the adapter says', () => {
  it('finds attributes in the custom data, and names accounts and products', () => {
    const payload = event('updated', { custom_data: { tier: 'gold', crm: 'acc_7' } });
    const outcome = translated(payload, {
      account: 'acme',
      customer: 'custom_data.crm',
      products: { pro_core: 'core' },
    });
    expect(outcome.events[0]?.source).toBe('/paddle/acme');
    expect(first(outcome)).toMatchObject({
      customer_id: 'acc_7',
      attributes: { tier: 'gold' },
      lines: [{ product: 'core' }],
    });
  });
});
