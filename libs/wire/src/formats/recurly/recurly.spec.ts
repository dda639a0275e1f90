import { describe, expect, it } from '@jest/globals';
import {
  addOn,
  noon,
  notification,
  oldSubscription,
  redemption,
  subscription,
  webhook,
} from '../../../test/recurly-payloads.ts';
import { type Outcome, translator } from '../../../test/translations.ts';

type Json = Readonly<Record<string, unknown>>;

const translated = translator('recurly');

const UUID = '63ab531e1d5b1d47eaf1ef44eeb853c3';

const days = ({ events }: Outcome) => events.map(({ type, data }) => `${type} ${String(data['effective_date'])}`);
/** What the subscription says of its own day. */
const now = ({ events }: Outcome) => events[1]?.data ?? {};
const lines = (outcome: Outcome) => now(outcome)['lines'] as readonly Json[];
const code = (outcome: Outcome) => outcome.refused?.code;
const told = (changes: Json, adapter = {}) => translated(subscription(changes), adapter);

describe('A subscription of Recurly', () => {
  it('tells the past by its terms of today, and its own day by its update', () => {
    const outcome = translated(subscription());
    expect(outcome.events.map(({ id, type, time, data }) => [id, type, time, data['version']])).toEqual([
      [`${UUID}#start-8257527999`, 'created', '2025-01-10T12:00:00Z', 0],
      [`${UUID}#at-2025-03-20T12:00:00Z`, 'amended', '2025-03-20T12:00:00Z', 1],
    ]);
    expect(now(outcome)).toEqual({
      contract_id: UUID,
      customer_id: 'acme',
      currency: 'USD',
      effective_date: '2025-03-20',
      version: 1,
      term: { start: '2025-01-10', end: null },
      lines: [{ id: 'silver', kind: 'recurring', product: 'silver', quantity: '4', unit_price: '15', per: 'month' }],
    });
    expect(outcome.events[0]?.source).toBe('/recurly/default');
    expect(outcome.notes).toEqual(['interval_derived', 'history_assumed']);
  });

  it('has the same meaning in version 2, which has no time of update', () => {
    const outcome = translated(oldSubscription(), {}, '2025-03-20T12:00:00Z');
    expect(outcome.events.map(({ data }) => data)).toEqual(translated(subscription()).events.map(({ data }) => data));
    expect(days(translated(oldSubscription()))).toEqual(['created 2025-01-10']);
  });

  it('that begins later has its later start', () => {
    const future = { state: 'future', activated_at: noon('2025-07-01') };
    expect(days(told(future))).toEqual(['created 2025-07-01', 'amended 2025-07-01']);
    expect(code(told({ activated_at: null }))).toBe('partial_terms');
  });

  it('that is over ends on its expiry', () => {
    const over = { state: 'expired', expires_at: noon('2025-03-02') };
    expect(days(told(over))).toEqual(['created 2025-01-10', 'cancelled 2025-03-02']);
    expect(code(told({ state: 'expired' }))).toBe('no_effective_date');
  });

  it('in a state that is missing or has no meaning is refused', () => {
    expect(code(told({ state: null }))).toBe('partial_terms');
    expect(code(told({ state: 'failed' }))).toBe('unsupported');
  });

  it('of another kind is ignored, of another system no payload', () => {
    expect(translated({ object: 'account', code: 'acme' }).ignored).toBe('other_object');
    expect(translated(subscription(), { mode: 'test' }).ignored).toBe('test_mode');
    expect(code(translated({ id: 'sub_1', object: 'subscription', customer: 'cus_1' }))).toBe('unknown_shape');
    expect(code(translated({ id: 'evt_1', object: 'event', type: 'invoice.paid' }))).toBe('unknown_shape');
  });

  it('has attributes in its custom fields, by their names', () => {
    const custom_fields = [
      { name: 'size', value: '12' },
      { name: 'tier', value: 'gold' },
    ];
    expect(now(told({ custom_fields }))['attributes']).toEqual({ tier: 'gold' });
  });

  it('keeps the tax in its prices, with a note', () => {
    expect(told({ tax_inclusive: true }).notes).toContain('tax_inclusive');
    expect(told({ tax_inclusive: false }).notes).not.toContain('tax_inclusive');
  });
});

describe('A webhook', () => {
  it('in XML of an end ends the contract on its expiry', () => {
    expect(translated(notification('canceled_subscription'))).toEqual({
      ignored: null,
      refused: null,
      notes: [],
      events: [
        {
          id: `${UUID}#canceled-2025-04-10T12:00:00Z`,
          source: '/recurly/default',
          type: 'cancelled',
          time: '2025-03-20T12:00:00Z',
          data: { contract_id: UUID, effective_date: '2025-04-10', version: 1 },
        },
      ],
    });
    const expired = translated(notification('expired_subscription', { canceled_at: null }));
    expect(expired.events.map(({ id, time }) => [id, time])).toEqual([
      [`${UUID}#expired-2025-04-10T12:00:00Z`, '2025-04-10T12:00:00Z'],
    ]);
    const undated = notification('canceled_subscription', { expires_at: null });
    expect(code(translated(undated))).toBe('no_effective_date');
  });

  it('in JSON of an expiry ends the contract at its time', () => {
    const outcome = translated(webhook('expired'));
    expect(days(outcome)).toEqual(['cancelled 2025-04-10']);
    expect(outcome.events[0]?.id).toBe(`${UUID}#expired-2025-04-10T12:00:00Z`);
    expect(code(translated(webhook('expired', { uuid: undefined })))).toBe('partial_terms');
  });

  it('of a renewal says nothing, and any other lacks the terms', () => {
    expect(translated(notification('renewed_subscription')).ignored).toBe('no_change');
    expect(translated(webhook('renewed')).ignored).toBe('no_change');
    for (const name of ['new', 'updated', 'reactivated', 'paused']) {
      expect(code(translated(notification(`${name}_subscription`)))).toBe('partial_terms');
    }
    for (const type of ['created', 'updated', 'canceled', 'paused']) {
      expect(code(translated(webhook(type)))).toBe('partial_terms');
    }
  });

  it('of something else is ignored', () => {
    const payment = {
      successful_payment_notification: { account: { account_code: 'acme' }, transaction: { id: '1' } },
    };
    expect(translated(payment).ignored).toBe('other_object');
    expect(translated(webhook('paid', { object_type: 'charge_invoice' })).ignored).toBe('other_object');
  });
});

describe('The plan', () => {
  const per = (changes: Json, adapter = {}) => lines(told(changes, adapter))[0]?.['per'];
  const period = (start: string, end: string) => ({
    current_period_started_at: start,
    current_period_ends_at: end,
  });

  it('is billed as the catalog says, else as long as the current period', () => {
    const catalog = { plans: { silver: { interval: 'month', count: 3 } } };
    expect(per({}, { catalog })).toEqual({ interval: 'month', count: 3 });
    expect(told({}, { catalog }).notes).toEqual(['history_assumed']);
    expect(per(period(noon('2025-01-10'), '2026-01-09T23:59:59Z'))).toBe('year');
    expect(per(period(noon('2025-01-10'), noon('2025-07-10')))).toEqual({ interval: 'month', count: 6 });
    expect(per(period(noon('2025-03-10'), noon('2025-03-17')))).toBe('week');
    expect(per(period(noon('2025-03-10'), noon('2025-03-24')))).toEqual({ interval: 'week', count: 2 });
    expect(per(period(noon('2025-03-10'), noon('2025-03-11')))).toBe('day');
    const shortMonth = { activated_at: noon('2025-01-31'), ...period(noon('2025-02-28'), noon('2025-03-31')) };
    expect(per(shortMonth)).toBe('month');
  });

  it('is refused where neither says it: an odd length, a trial, or one that ends before it starts', () => {
    expect(code(told(period(noon('2025-03-10'), noon('2025-03-20'))))).toBe('amount_unknown');
    const trial = { trial_started_at: noon('2025-01-10'), trial_ends_at: noon('2025-02-10') };
    expect(code(told({ ...trial, ...period(noon('2025-01-10'), noon('2025-02-10')) }))).toBe('amount_unknown');
    expect(per({ ...trial, ...period(noon('2025-02-10'), noon('2025-03-10')) })).toBe('month');
    const backwards = period(noon('2025-03-10'), noon('2025-03-01'));
    expect(code(told(backwards))).toBe('contradictory');
    expect(code(told(backwards, { catalog: { plans: { silver: { interval: 'month' } } } }))).toBe('contradictory');
  });

  it('has its unit amount, which is not the total', () => {
    expect(lines(told({ unit_amount: 12.345 }))).toMatchObject([{ unit_price: '12.345' }]);
    expect(code(told({ unit_amount: null, total: 60 }))).toBe('amount_unknown');
    expect(code(told({ plan: {} }))).toBe('partial_terms');
    const yen = oldSubscription({ currency: 'JPY' });
    expect(lines(translated(yen, {}, noon('2025-03-20')))).toMatchObject([{ unit_price: '1500' }]);
    expect(lines(told({ quantity: 0 }))).toEqual([]);
  });

  const STEPS = [
    { starting_billing_cycle: 1, unit_amount: 15, starting_on: noon('2025-01-10'), ending_on: noon('2025-07-10') },
    { starting_billing_cycle: 7, unit_amount: 20, starting_on: noon('2025-07-10'), ending_on: null },
  ];

  it('has a line for each step of a ramp, by its days or its billing cycles', () => {
    const ramp = [
      { id: 'silver', unit_price: '15', start: '2025-01-10', end: '2025-07-10' },
      { id: 'silver#2', unit_price: '20', start: '2025-07-10' },
    ];
    expect(lines(told({ ramp_intervals: STEPS }))).toMatchObject(ramp);
    expect(lines(told({ ramp_intervals: STEPS }))[1]).not.toHaveProperty('end');
    const cycles = STEPS.map(({ starting_billing_cycle, unit_amount }) => ({ starting_billing_cycle, unit_amount }));
    expect(lines(told({ ramp_intervals: cycles }))).toMatchObject(ramp);
  });

  it('is refused where its ramp has another price in force, or is not in its life', () => {
    expect(code(told({ ramp_intervals: STEPS, unit_amount: 20 }))).toBe('contradictory');
    expect(code(told({ ramp_intervals: STEPS, unit_amount: 20, updated_at: noon('2025-08-01') }))).toBeUndefined();
    expect(code(told({ ramp_intervals: STEPS, activated_at: noon('2025-03-01') }))).toBe('contradictory');
    expect(code(told({ ramp_intervals: STEPS.slice(1) }))).toBe('contradictory');
    expect(code(told({ ramp_intervals: [{ unit_amount: 15 }] }))).toBe('bad_field');
    expect(code(told({ ramp_intervals: [{ ...STEPS[0], unit_amount: null }] }))).toBe('amount_unknown');
  });
});

describe('Two statements of one thing', () => {
  it('in an amount may differ by less than a minor unit, and the finer one counts', () => {
    expect(lines(told({ unit_amount: 15, unit_amount_decimal: '15.0049' }))).toMatchObject([{ unit_price: '15.0049' }]);
    expect(code(told({ unit_amount: 15, unit_amount_decimal: '15.01' }))).toBe('contradictory');
    expect(code(told({ unit_amount: 15, unit_amount_in_cents: 1600 }))).toBe('contradictory');
  });

  it('in a currency, as asked for and as answered, must be the same', () => {
    expect(code(told({ currency: ['USD', 'EUR'] }))).toBe('contradictory');
    expect(now(told({ currency: ['USD', 'usd'] }))['currency']).toBe('USD');
  });
});

describe('An add-on', () => {
  const linesOf = (changes: Json, adapter = {}) => lines(told({ add_ons: [addOn(changes)] }, adapter)).slice(1);
  const TIERS = [
    { ending_quantity: 2, unit_amount: 3 },
    { ending_quantity: null, unit_amount: 2.5, unit_amount_decimal: '2.5' },
  ];

  it('is billed with the plan, by its own id and its code', () => {
    expect(linesOf({})).toEqual([
      { id: 'sao_1', kind: 'recurring', product: 'storage', quantity: '5', unit_price: '2', per: 'month' },
    ]);
    const old = { add_on_code: 'storage', unit_amount_in_cents: 200, quantity: 5, add_on_type: 'fixed' };
    const outcome = translated(oldSubscription({ subscription_add_ons: [old] }), {}, noon('2025-03-20'));
    expect(lines(outcome)[1]).toMatchObject({ id: 'storage', product: 'storage', quantity: '5', unit_price: '2' });
  });

  it('of tiers, of one price for all units, or of steps is priced by them', () => {
    expect(linesOf({ tier_type: 'tiered', tiers: TIERS })).toMatchObject([
      { id: 'sao_1#1', quantity: '2', unit_price: '3' },
      { id: 'sao_1#2', quantity: '3', unit_price: '2.5' },
    ]);
    expect(linesOf({ tier_type: 'volume', tiers: TIERS })).toMatchObject([{ quantity: '5', unit_price: '2.5' }]);
    expect(linesOf({ tier_type: 'stairstep', tiers: TIERS })).toMatchObject([{ quantity: '1', unit_price: '2.5' }]);
    const prices = { storage: { tiers: [{ up_to: null, unit_amount: '4' }] } };
    const listed = linesOf({ tier_type: 'volume' }, { catalog: { prices } });
    expect(listed).toMatchObject([{ quantity: '5', unit_price: '4' }]);
  });

  it('of usage has no line, with a note; nor has one that has expired', () => {
    for (const changes of [
      { add_on_type: 'usage' },
      { usage_type: 'price' },
      { add_on: { code: 'x', add_on_type: 'usage' } },
    ]) {
      const outcome = told({ add_ons: [addOn(changes)] });
      expect(lines(outcome)).toHaveLength(1);
      expect(outcome.notes).toContain('usage_excluded');
    }
    expect(linesOf({ expired_at: noon('2025-03-01') })).toEqual([]);
  });

  it('is refused where its amount is not said', () => {
    const refusal = (changes: Json) => code(told({ add_ons: [addOn(changes)] }));
    expect(refusal({ unit_amount: null })).toBe('amount_unknown');
    expect(refusal({ tier_type: 'tiered' })).toBe('amount_unknown');
    expect(refusal({ tier_type: 'tiered', tiers: [{ ending_quantity: 9 }] })).toBe('amount_unknown');
    expect(refusal({ tier_type: 'spiral' })).toBe('unsupported');
    expect(refusal({ add_on: {} })).toBe('partial_terms');
  });
});

describe('A coupon', () => {
  const catalog = { coupons: { SPRING: { percent: '1', months: 6 } } };
  const discounts = (redeemed: Json, adapter: Json = { catalog }) =>
    now(told({ coupon_redemptions: [redeemed] }, adapter))['discounts'];

  it('has its value in the payload and its duration in the catalog', () => {
    expect(discounts(redemption())).toEqual([{ type: 'percent', value: '20', start: '2025-02-01', end: '2025-08-01' }]);
    const currencies = [
      { currency: 'EUR', amount: 4 },
      { currency: 'USD', amount: 5 },
    ];
    const fixed = redemption({}, { type: 'fixed', percent: null, currencies });
    expect(discounts(fixed)).toMatchObject([{ type: 'amount', value: '5', per: 'month' }]);
    const once = { catalog: { coupons: { SPRING: { percent: '1', once: true } } } };
    expect(discounts(redemption(), once)).toMatchObject([{ start: '2025-04-10', end: '2025-05-10' }]);
  });

  it('that is over, or is a free trial, takes nothing off', () => {
    expect(discounts(redemption({ state: 'inactive' }))).toBeUndefined();
    expect(discounts(redemption({}, { type: 'free_trial' }))).toBeUndefined();
  });

  it('is refused where its value or its duration is nowhere', () => {
    const refusal = (redeemed: Json, adapter: Json) => code(told({ coupon_redemptions: [redeemed] }, adapter));
    expect(refusal(redemption(), {})).toBe('amount_unknown');
    expect(refusal(redemption({}, { percent: null }), { catalog })).toBe('amount_unknown');
    const gross = told({ coupon_redemptions: [redemption()] }, { unknown_discount: 'gross' });
    expect(gross.notes).toContain('discount_unknown');
  });
});

describe('Terms, ends and pauses', () => {
  const year = {
    current_term_started_at: noon('2025-01-10'),
    current_term_ends_at: noon('2026-01-10'),
    auto_renew: true,
  };
  const term = (changes: Json) => now(told(changes))['term'];

  it('are those of the current term, and evergreen without one', () => {
    expect(term(year)).toEqual({ start: '2025-01-10', end: '2026-01-10', auto_renew: true });
    expect(term({})).toEqual({ start: '2025-01-10', end: null });
    expect(code(told({ ...year, auto_renew: null }))).toBe('partial_terms');
    expect(code(told({ ...year, current_term_ends_at: noon('2024-01-10') }))).toBe('contradictory');
  });

  it('of a term that a renewal has moved are laid back in the past, with the same length', () => {
    const renewed = {
      ...year,
      current_term_started_at: noon('2026-01-10'),
      current_term_ends_at: noon('2027-01-10'),
      updated_at: noon('2026-02-01'),
    };
    expect(told(renewed).events.map(({ data }) => data['term'])).toEqual([
      { start: '2025-01-10', end: '2026-01-10', auto_renew: true },
      { start: '2026-01-10', end: '2027-01-10', auto_renew: true },
    ]);
    const shortMonth = {
      ...year,
      activated_at: noon('2025-01-31'),
      current_term_started_at: noon('2025-02-28'),
      current_term_ends_at: noon('2025-03-31'),
    };
    expect(term(shortMonth)).toMatchObject({ anchor: '2025-01-31' });
  });

  it('that are canceled end on the expiry, and do not renew', () => {
    const canceled = { state: 'canceled', expires_at: noon('2025-04-10') };
    expect(days(told(canceled))).toEqual(['created 2025-01-10', 'amended 2025-03-20', 'cancelled 2025-04-10']);
    expect(term({ ...year, ...canceled })).toEqual({ start: '2025-01-10', end: '2025-04-10', auto_renew: false });
    expect(code(told({ state: 'canceled' }))).toBe('no_effective_date');
  });

  it('are paused from the day of the pause for a number of intervals', () => {
    const ahead = { paused_at: noon('2025-04-10'), remaining_pause_cycles: 2 };
    expect(days(told(ahead)).slice(1)).toEqual(['amended 2025-03-20', 'amended 2025-04-10', 'amended 2025-06-10']);
    const paused = { state: 'paused', paused_at: noon('2025-03-10') };
    expect(days(told({ ...paused, remaining_pause_cycles: 1 })).slice(1)).toEqual([
      'amended 2025-03-10',
      'amended 2025-04-10',
    ]);
    const counted = { ...paused, remaining_pause_cycles: 1, updated_at: noon('2025-04-20') };
    expect(days(told(counted)).slice(1)).toEqual(['amended 2025-03-10', 'amended 2025-05-10']);
    const said = { ...paused, remaining_pause_cycles: 1, resume_at: noon('2025-07-01') };
    expect(days(told(said)).slice(1)).toEqual(['amended 2025-03-10', 'amended 2025-07-01']);
    expect(lines(told(paused))).toEqual([]);
    expect(days(told({ paused_at: noon('2025-02-10'), remaining_pause_cycles: 1 })).slice(1)).toEqual([
      'amended 2025-03-20',
    ]);
  });

  it('begin to count when a trial ends', () => {
    const trial = { trial_started_at: noon('2025-01-10'), trial_ends_at: noon('2025-02-10') };
    expect(lines(told(trial))).toMatchObject([{ start: '2025-02-10' }]);
  });

  it('that are scheduled only are not read', () => {
    expect(lines(told({ pending_change: { unit_amount: 1, quantity: 9 } }))).toEqual(lines(told({})));
  });
});
