import { describe, expect, it } from '@jest/globals';
import { figures } from '../../../test/figures.ts';
import { event, item, price, subscription } from '../../../test/paddle-payloads.ts';

type Json = Readonly<Record<string, unknown>>;

const noon = (day: string) => `${day}T12:00:00.635628Z`;
/** An event of a day, with an id of its own. */
const told = (type: string, day: string, changes: Json = {}, time = noon(day)) =>
  event(type, changes, { event_id: `evt_${type}_${time}`, occurred_at: time });
const seats = (quantity: number, changes: Json = {}) => ({ items: [item({ quantity, price: price(changes) })] });
const created = (changes: Json = {}) => told('created', '2025-01-10', changes);

describe('The figures of Paddle', () => {
  it('follow a trial, its end, seats, and a cancellation that is taken back and made again', () => {
    const dates = { starts_at: noon('2025-01-10'), ends_at: noon('2025-01-24') };
    const trialing = { status: 'trialing', items: [item({ status: 'trialing', trial_dates: dates })] };
    const active = (quantity: number) => ({ items: [item({ quantity, trial_dates: dates })] });
    const cancel = (day: string) => ({
      scheduled_change: { action: 'cancel', effective_at: noon(day), resume_at: null },
    });
    const history = [
      created(trialing),
      told('trialing', '2025-01-10', trialing),
      told('activated', '2025-01-24', active(4)),
      told('updated', '2025-01-24', active(4), '2025-01-24T12:00:00.7Z'),
      told('updated', '2025-03-05', active(10)),
      told('updated', '2025-03-10', { ...active(10), ...cancel('2025-03-24') }),
      told('updated', '2025-03-12', active(10)),
      told('updated', '2025-05-01', { ...active(10), ...cancel('2025-05-24') }),
      told('canceled', '2025-05-24', { ...active(10), status: 'canceled', canceled_at: noon('2025-05-24') }),
    ];
    const on = figures('paddle', [...history.toReversed(), ...history]);
    expect(['2025-01-23', '2025-01-24', '2025-03-05', '2025-03-24', '2025-05-23', '2025-05-24'].map(on)).toEqual([
      '0 0 0 -',
      '720 720 60 -',
      '1800 1800 150 -',
      '1800 1800 150 -',
      '1800 1800 150 -',
      '0 0 0 0',
    ]);
  });

  it('stop for a pause from the end of the period to its resumption, also an earlier one', () => {
    const pause = {
      scheduled_change: { action: 'pause', effective_at: noon('2025-04-10'), resume_at: noon('2025-06-10') },
    };
    const paused = {
      status: 'paused',
      paused_at: noon('2025-04-10'),
      scheduled_change: { action: 'resume', effective_at: noon('2025-06-10'), resume_at: null },
    };
    const history = [created(), told('updated', '2025-03-20', pause)];
    for (const on of [
      figures('paddle', history),
      figures('paddle', [...history, told('paused', '2025-04-10', paused)]),
    ]) {
      expect(['2025-04-09', '2025-04-10', '2025-06-09', '2025-06-10'].map(on)).toEqual([
        '720 720 60 -',
        '0 0 0 -',
        '0 0 0 -',
        '720 720 60 -',
      ]);
    }
    const resumed = [...history, told('paused', '2025-04-10', paused), told('resumed', '2025-05-02')];
    expect(figures('paddle', resumed)('2025-05-02')).toBe('720 720 60 -');
  });

  it('follow a change of plan and of its interval, and items that are added, also of another interval', () => {
    const yearly = price({
      id: 'pri_year',
      unit_price: { amount: '15000', currency_code: 'USD' },
      billing_cycle: { interval: 'year', frequency: 1 },
    });
    const addon = item({
      price: price({
        id: 'pri_sso',
        product_id: 'pro_sso',
        unit_price: { amount: '10050', currency_code: 'USD' },
        billing_cycle: { interval: 'month', frequency: 3 },
      }),
      quantity: 1,
    });
    const setup = item({ price: price({ id: 'pri_setup', billing_cycle: null }), recurring: false, quantity: 1 });
    const on = figures('paddle', [
      created({ items: [item(), setup] }),
      told('updated', '2025-02-10', { items: [item(), addon] }),
      told('updated', '2025-04-10', { items: [item({ price: yearly }), addon] }),
    ]);
    expect(['2025-01-10', '2025-02-10', '2025-04-10'].map(on)).toEqual([
      '720 720 60 -',
      '1122 1122 160.5 -',
      '1002 1002 700.5 -',
    ]);
  });

  it('take a discount off for as long as Paddle or its coupon says', () => {
    const discount = (ends_at: string | null) => ({
      discount: { id: 'dsc_1', starts_at: noon('2025-01-10'), ends_at },
    });
    const arr = (coupon: Json, ends: string | null, day: string) =>
      figures('paddle', [created(discount(ends)), told('updated', '2025-03-20', discount(ends))], {
        catalog: { coupons: { dsc_1: coupon } },
      })(day);
    const year = noon('2026-01-10');
    expect(arr({ percent: '25', months: 12 }, year, '2025-02-01')).toBe('540 540 45 -');
    expect(arr({ percent: '25', months: 12 }, year, '2026-01-10')).toBe('720 720 60 -');
    expect(arr({ percent: '25', months: 3 }, null, '2025-04-09')).toBe('720 720 45 -');
    expect(arr({ percent: '25', months: 3 }, null, '2025-04-10')).toBe('720 720 60 -');
    expect(arr({ amount: '12', currency: 'USD', forever: true }, null, '2025-04-10')).toBe('576 576 48 -');
  });

  it('are those of the currency and the country of the customer', () => {
    const base = { unit_price: { amount: '1500', currency_code: 'USD' } };
    const euro = { country_codes: ['DE', 'FR'], unit_price: { amount: '1400', currency_code: 'EUR' } };
    const swiss = { country_codes: ['CH'], unit_price: { amount: '1200', currency_code: 'EUR' } };
    const inEuro = (...unit_price_overrides: Json[]) => ({
      currency_code: 'EUR',
      ...seats(4, { ...base, unit_price_overrides }),
    });
    expect(figures('paddle', [created(inEuro(euro))])('2025-02-01')).toBe('672 672 56 -');
    const country = { country: 'custom_data.country' };
    const swissOne = { ...inEuro(euro, swiss), custom_data: { country: 'CH' } };
    expect(figures('paddle', [created(swissOne)], country)('2025-02-01')).toBe('576 576 48 -');
    const yen = { currency_code: 'JPY', ...seats(4, { unit_price: { amount: '1500', currency_code: 'JPY' } }) };
    expect(figures('paddle', [created(yen)])('2025-02-01')).toBe('72000 72000 6000 -');
  });

  it('go by the microsecond in which two changes were made', () => {
    const on = figures('paddle', [
      told('updated', '2025-03-20', seats(10), '2025-03-20T12:00:00.123457Z'),
      told('updated', '2025-03-20', seats(6), '2025-03-20T12:00:00.123456Z'),
      created(),
    ]);
    expect(on('2025-03-20')).toBe('1800 1800 150 -');
  });

  it('go on while a payment is late, and are those of the last export from its day on', () => {
    const late = subscription({ status: 'past_due', updated_at: noon('2025-05-11'), ...seats(10) });
    const on = figures('paddle', [created(), told('past_due', '2025-03-10', { status: 'past_due' }), late]);
    expect(['2025-03-10', '2025-05-10', '2025-05-11'].map(on)).toEqual([
      '720 720 60 -',
      '720 720 60 -',
      '1800 1800 150 -',
    ]);
  });
});
