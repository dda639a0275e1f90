import { describe, expect, it } from '@jest/globals';
import { at } from '../../../test/at.ts';
import { contractTerm, event, item, subscription } from '../../../test/chargebee-payloads.ts';
import { exported, figures } from '../../../test/figures.ts';

type Json = Readonly<Record<string, unknown>>;

/** An event of a day, with an id and a version of its own. */
const told = (type: string, day: string, changes: Json = {}, beside: Json = {}) => ({
  ...event(type, { updated_at: at(day), resource_version: at(day) * 1000 + 250, ...changes }, beside),
  id: `ev_${type}_${day}`,
  occurred_at: at(day),
});
const seats = (quantity: number, changes: Json = {}) => ({
  subscription_items: [item({ quantity, amount: quantity * 1500, ...changes })],
});
const created = (changes: Json = {}, beside: Json = {}) => told('created', '2025-01-10', changes, beside);

describe('The figures of Chargebee', () => {
  it('follow a trial, its activation, seats, and a cancellation that is taken back and made again', () => {
    const trial = { trial_start: at('2025-01-10'), trial_end: at('2025-01-24'), activated_at: at('2025-01-24') };
    const ending = { status: 'non_renewing', cancelled_at: at('2025-05-24'), next_billing_at: undefined };
    const history = [
      created({ ...trial, status: 'in_trial', activated_at: undefined }),
      told('activated', '2025-01-24', trial),
      told('changed', '2025-03-05', { ...trial, ...seats(10) }),
      told('cancellation_scheduled', '2025-03-20', {
        ...trial,
        ...seats(10),
        ...ending,
        cancelled_at: at('2025-03-24'),
      }),
      told('scheduled_cancellation_removed', '2025-03-22', { ...trial, ...seats(10) }),
      told('cancellation_scheduled', '2025-05-01', { ...trial, ...seats(10), ...ending }),
      told('cancelled', '2025-05-24', { ...trial, ...seats(10), ...ending, status: 'cancelled' }),
    ];
    const on = figures('chargebee', [...history.toReversed(), ...history]);
    expect(['2025-01-23', '2025-01-24', '2025-03-05', '2025-03-24', '2025-05-23', '2025-05-24'].map(on)).toEqual([
      '0 0 0 -',
      '720 720 60 -',
      '1800 1800 150 -',
      '1800 1800 150 -',
      '1800 1800 150 -',
      '0 0 0 0',
    ]);
  });

  it('of a contract term are worth what was billed before a change and after it', () => {
    const priced = (quantity: number) => ({
      subscription_items: [item({ quantity, unit_price: 10_000, amount: quantity * 10_000 })],
    });
    const contract = { contract_term: contractTerm({ total_contract_value: 1_200_000 }) };
    const history = [
      created(priced(10), contract),
      told('changed', '2025-05-10', priced(20), { contract_term: contractTerm({ total_contract_value: 2_000_000 }) }),
    ];
    const on = figures('chargebee', history);
    expect(on('2025-02-01')).toBe('12000 12000 12000 12000');
    // Four months at 1,000 and eight at 2,000.
    expect(on('2025-06-01')).toBe('24000 24000 20000 20000');
    // The renewal is a year at 2,000, whether Chargebee has told it yet or not.
    expect(on('2026-02-01')).toBe('24000 24000 24000 24000');
    const next = contractTerm({ contract_start: at('2026-01-10'), contract_end: at('2027-01-10') });
    const renewed = told('contract_term_renewed', '2026-01-10', priced(20), { contract_term: next });
    expect(figures('chargebee', [...history, renewed])('2026-02-01')).toBe('24000 24000 24000 24000');
    const notRenewed = contractTerm({ action_at_term_end: 'cancel' });
    expect(figures('chargebee', [created(priced(10), { contract_term: notRenewed })])('2026-01-10')).toBe('0 0 0 0');
  });

  it('stop for a pause from its day to its resumption, and for one that is only scheduled not before', () => {
    const pause = { pause_date: at('2025-04-10'), resume_date: at('2025-06-10') };
    const history = [created(), told('pause_scheduled', '2025-03-20', pause)];
    const on = figures('chargebee', history);
    expect(['2025-04-09', '2025-04-10', '2025-06-09', '2025-06-10'].map(on)).toEqual([
      '720 720 60 -',
      '0 0 0 -',
      '0 0 0 -',
      '720 720 60 -',
    ]);
    const removed = [...history, told('scheduled_pause_removed', '2025-03-25')];
    expect(figures('chargebee', removed)('2025-04-10')).toBe('720 720 60 -');
    const paused = [...history, told('paused', '2025-04-10', { ...pause, status: 'paused' })];
    expect(figures('chargebee', [...paused, told('resumed', '2025-05-02', pause)])('2025-05-02')).toBe('720 720 60 -');
  });

  it('take totals of tiers, free units, add-ons of another period, and charges once', () => {
    const on = figures('chargebee', [
      created({
        subscription_items: [
          item({ quantity: 7, unit_price: undefined, amount: 10_000, item_tiers: [{ starting_unit: 1, price: 1 }] }),
          item({
            item_price_id: 'free',
            item_type: 'addon',
            quantity: 5,
            free_quantity: 2,
            unit_price: 500,
            amount: 1500,
          }),
          item({
            item_price_id: 'backup',
            item_type: 'addon',
            quantity: 1,
            unit_price: 12_000,
            amount: 12_000,
            billing_period: 1,
            billing_period_unit: 'year',
          }),
          item({ item_price_id: 'setup', item_type: 'charge', quantity: 1, unit_price: 50_000, amount: 50_000 }),
          item({ item_price_id: 'api', item_type: 'addon', quantity: undefined, unit_price: 5, amount: undefined }),
        ],
      }),
    ]);
    // 100 for the tiers, 15 for three units, 10 for a twelfth of the year.
    expect(on('2025-03-20')).toBe('1500 1500 235 -');
  });

  it('take a lasting coupon off the price, and count a passing one as owed until it ends', () => {
    const coupons = { coupons: [{ coupon_id: 'F' }, { coupon_id: 'S', apply_till: at('2025-04-10') }] };
    const adapter = {
      catalog: { coupons: { F: { percent: '10', forever: true }, S: { amount: '24', currency: 'USD', months: 3 } } },
    };
    const history = [created(coupons), told('renewed', '2025-02-10', coupons), told('renewed', '2025-03-10', coupons)];
    const on = figures('chargebee', history, adapter);
    // 60 less a tenth; 24 of it is not yet owed.
    expect(on('2025-01-10')).toBe('648 648 30 -');
    expect(on('2025-04-09')).toBe('648 648 30 -');
    expect(on('2025-04-10')).toBe('648 648 54 -');
  });

  it('end a coupon of so many months that says no end that long after the start, however often it is renewed', () => {
    const coupons = { coupons: [{ coupon_id: 'S' }] };
    const adapter = { catalog: { coupons: { S: { percent: '50', months: 3 } } } };
    const history = [
      created(coupons),
      ...['02', '03', '04'].map((month) => told('renewed', `2025-${month}-10`, coupons)),
    ];
    const on = figures('chargebee', history, adapter);
    expect(on('2025-04-09')).toBe('720 720 30 -');
    expect(on('2025-04-10')).toBe('720 720 60 -');
  });

  it('of a number of billing cycles are those of a term, as the cycles count down', () => {
    const left = (remaining_billing_cycles: number, next: string) => ({
      remaining_billing_cycles,
      next_billing_at: at(next),
    });
    const on = figures('chargebee', [
      created(left(5, '2025-02-10')),
      told('renewed', '2025-02-10', left(4, '2025-03-10')),
      told('renewed', '2025-03-10', left(3, '2025-04-10')),
    ]);
    expect(on('2025-01-10')).toBe('720 720 360 360');
    expect(on('2025-03-20')).toBe('720 720 360 360');
    expect(on('2025-07-10')).toBe('0 0 0 0');
  });

  it('come back with a reactivation, on its own day', () => {
    const over = { status: 'cancelled', cancelled_at: at('2025-03-10') };
    const history = [
      created(),
      told('cancelled', '2025-03-10', over),
      told('reactivated', '2025-05-02', { ...seats(2), activated_at: at('2025-05-01') }),
    ];
    const on = figures('chargebee', history);
    expect(['2025-03-09', '2025-03-10', '2025-04-30', '2025-05-01'].map(on)).toEqual([
      '720 720 60 -',
      '0 0 0 0',
      '0 0 0 0',
      '360 360 30 -',
    ]);
  });

  it('end on the day to which a cancellation is backdated, and never were for what is deleted', () => {
    const backdated = told('canceled_with_backdating', '2025-03-20', {
      status: 'cancelled',
      cancelled_at: at('2025-03-01'),
    });
    const on = figures('chargebee', [created(), backdated]);
    expect(on('2025-02-28')).toBe('720 720 60 -');
    expect(on('2025-03-01')).toBe('0 0 0 0');
    expect(figures('chargebee', [created(), told('deleted', '2025-03-20')])('2025-02-28')).toBe('0 0 0 0');
  });

  it('are the same of catalog 1, whose amounts and units without decimals are read exactly', () => {
    const { subscription_items: _, ...rest } = subscription();
    const plan = { plan_id: 'gold', plan_quantity: 6, plan_free_quantity: 2, plan_unit_price: 1500, plan_amount: 6000 };
    const old = { ...rest, ...plan, addons: [{ id: 'sso', quantity: 2, unit_price: 250, amount: 500 }] };
    expect(figures('chargebee', [old])('2025-03-20')).toBe('780 780 65 -');
    const yen = { currency_code: 'JPY', ...seats(4) };
    expect(figures('chargebee', [created(yen)])('2025-03-20')).toBe('72000 72000 6000 -');
    const fine = {
      subscription_items: [
        item({
          unit_price_in_decimal: '0.0125',
          quantity_in_decimal: '1000.5',
          quantity: 1000,
          unit_price: 1,
          amount: 1251,
          amount_in_decimal: '12.50625',
        }),
      ],
    };
    expect(figures('chargebee', [created(fine)])('2025-03-20')).toBe('150.075 150.075 12.50625 -');
  });

  it('take an amount off by the interval of the plan, whatever comes first', () => {
    const yearly = item({
      item_price_id: 'backup',
      item_type: 'addon',
      quantity: 1,
      unit_price: 12_000,
      amount: 12_000,
      billing_period: 1,
      billing_period_unit: 'year',
    });
    const discounts = [
      {
        id: 'd1',
        type: 'fixed_amount',
        amount: 1000,
        currency_code: 'USD',
        duration_type: 'forever',
        apply_on: 'invoice_amount',
      },
    ];
    const on = figures('chargebee', [created({ subscription_items: [yearly, item()], discounts })]);
    // 10 and 60 a month, less 10: of 120 and 60 that are billed next, six sevenths.
    expect(on('2025-03-20')).toBe('720 720 154.2857142857 -');
  });

  it('are those of today in the time before an export, which carries its own time', () => {
    const on = figures('chargebee', [
      exported('2025-06-01T08:00:00Z', { subscription: subscription(seats(10)) }),
      told('changed', '2025-02-15', seats(6)),
    ]);
    expect(['2025-01-10', '2025-02-15', '2025-03-20'].map(on)).toEqual([
      '1800 1800 150 -',
      '1080 1080 90 -',
      '1800 1800 150 -',
    ]);
  });
});
