import { describe, expect, it } from '@jest/globals';
import { at } from '../../../test/at.ts';
import { exported, figures } from '../../../test/figures.ts';
import { event, item, items, price, subscription } from '../../../test/stripe-payloads.ts';

type Json = Readonly<Record<string, unknown>>;

/** An event of a day, with an id of its own. `time`: the day is not noon. */
const told = (type: string, time: string, changes: Json = {}, id = `evt_${type}_${time}`) =>
  event(type, changes, { id, created: at(time) });
const seats = (quantity: number, changes: Json = {}) => ({ items: items(item({ quantity, price: price(changes) })) });
const of = (changes: Json, quantity = 1) => seats(quantity, changes);
const created = (changes: Json = {}) => told('created', '2025-01-10', changes);
const coupon = (changes: Json) => ({ id: 'C', object: 'coupon', duration: 'forever', ...changes });
const discount = (of: Json, changes: Json = {}) => ({
  id: 'di_1',
  object: 'discount',
  start: at('2025-01-10'),
  end: null,
  coupon: coupon(of),
  ...changes,
});

describe('The figures of Stripe', () => {
  it('follow seats and a price migration, whatever the order and the repeats of the deliveries', () => {
    const history = [
      created(),
      told('updated', '2025-03-20', seats(10)),
      told('updated', '2025-05-01', seats(10, { id: 'price_new', unit_amount: 2000, unit_amount_decimal: '2000' })),
    ];
    const on = figures('stripe', [...history.toReversed(), ...history]);
    expect(on('2025-01-09')).toBe('0 0 0 0');
    expect(on('2025-01-10')).toBe('720 720 60 -');
    expect(on('2025-03-20')).toBe('1800 1800 150 -');
    expect(on('2025-05-01')).toBe('2400 2400 200 -');
  });

  it('are those of the later id where two updates share a second, and of the deletion where it shares one', () => {
    const same = [told('updated', '2025-03-20', seats(10), 'evt_b'), told('updated', '2025-03-20', seats(6), 'evt_a')];
    expect(figures('stripe', [created(), ...same])('2025-03-20')).toBe('1800 1800 150 -');
    const gone = told('deleted', '2025-03-20', { status: 'canceled', ended_at: at('2025-03-20') }, 'evt_0');
    expect(figures('stripe', [created(), gone, ...same])('2025-03-20')).toBe('0 0 0 0');
  });

  it('begin with the end of a trial, with half the price owed while a coupon of three months lasts', () => {
    const trial = { trial_start: at('2025-01-10'), trial_end: at('2025-01-24') };
    const repeating = { percent_off: 50, duration: 'repeating', duration_in_months: 3 };
    const discounts = [discount(repeating, { end: at('2025-04-10') })];
    const on = figures('stripe', [
      created({ ...trial, discounts, status: 'trialing' }),
      told('updated', '2025-01-24', { ...trial, discounts }),
      told('updated', '2025-04-10', { ...trial, discounts: [] }),
    ]);
    expect(on('2025-01-23')).toBe('0 0 0 -');
    expect(on('2025-01-24')).toBe('720 720 30 -');
    expect(on('2025-04-09')).toBe('720 720 30 -');
    expect(on('2025-04-10')).toBe('720 720 60 -');
  });

  it('are never any where a trial is cancelled', () => {
    const trial = { status: 'trialing', trial_start: at('2025-01-10'), trial_end: at('2025-01-24') };
    const over = { ...trial, status: 'canceled', ended_at: at('2025-01-24'), canceled_at: at('2025-01-15') };
    const on = figures('stripe', [
      created(trial),
      told('updated', '2025-01-15', { ...trial, cancel_at_period_end: true, cancel_at: at('2025-01-24') }),
      told('deleted', '2025-01-24', over),
    ]);
    expect(['2025-01-10', '2025-01-23', '2025-01-24', '2025-06-01'].map(on)).toEqual([
      '0 0 0 -',
      '0 0 0 -',
      '0 0 0 0',
      '0 0 0 0',
    ]);
  });

  it('of a trial that is cut short begin on the day on which it is', () => {
    const trial = { trial_start: at('2025-01-10'), trial_end: at('2025-02-09') };
    const on = figures('stripe', [
      created({ ...trial, status: 'trialing' }),
      told('updated', '2025-01-20', { ...trial, trial_end: at('2025-01-20') }),
    ]);
    expect(on('2025-01-19')).toBe('0 0 0 -');
    expect(on('2025-01-20')).toBe('720 720 60 -');
  });

  it('end with the period that a cancellation names, unless it is taken back', () => {
    const ending = { cancel_at_period_end: true, cancel_at: null, canceled_at: at('2025-03-20') };
    const asked = [created(), told('updated', '2025-03-20', ending)];
    const on = figures('stripe', asked);
    expect(on('2025-04-09')).toBe('720 720 60 -');
    expect(on('2025-04-10')).toBe('0 0 0 0');
    const kept = [...asked, told('updated', '2025-03-25')];
    expect(figures('stripe', kept)('2025-04-10')).toBe('720 720 60 -');
    const gone = told('deleted', '2025-06-10', { status: 'canceled', ended_at: at('2025-06-10') });
    expect(figures('stripe', [...kept, gone])('2025-06-09')).toBe('720 720 60 -');
    expect(figures('stripe', [...kept, gone])('2025-06-10')).toBe('0 0 0 0');
  });

  it('of an end that was there on the day of creation are those of a term', () => {
    const on = figures('stripe', [created({ cancel_at: at('2026-01-10'), canceled_at: at('2025-01-10') })]);
    expect(on('2025-03-20')).toBe('720 720 720 720');
    expect(on('2026-01-10')).toBe('0 0 0 0');
  });

  it('change with the interval of the plan, and never with one that is only asked for', () => {
    const yearly = {
      id: 'price_year',
      unit_amount: 15_000,
      unit_amount_decimal: '15000',
      recurring: { interval: 'year', interval_count: 1, usage_type: 'licensed' },
    };
    const on = figures('stripe', [
      created(),
      told('updated', '2025-03-01', { pending_update: { subscription_items: [{ price: 'price_year' }] } }),
      told('updated', '2025-04-10', seats(4, yearly)),
    ]);
    expect(on('2025-03-01')).toBe('720 720 60 -');
    expect(on('2025-04-10')).toBe('600 600 600 -');
  });

  it('follow items that are added and removed, and leave out what is metered', () => {
    const half = price({
      id: 'price_half',
      product: 'prod_support',
      unit_amount: 30_000,
      unit_amount_decimal: '30000',
      recurring: { interval: 'month', interval_count: 6, usage_type: 'licensed' },
    });
    const metered = price({ id: 'price_api', recurring: { interval: 'month', usage_type: 'metered' } });
    const support = item({ id: 'si_2', price: half, quantity: 1 });
    const api = item({ id: 'si_3', price: metered, quantity: undefined });
    const on = figures('stripe', [
      created(),
      told('updated', '2025-02-01', { items: items(item(), support, api) }),
      told('updated', '2025-08-01', { items: items(support, api) }),
    ]);
    expect(on('2025-02-01')).toBe('1320 1320 360 -');
    expect(on('2025-08-01')).toBe('600 600 300 -');
  });

  it('price a quantity by its tiers, and by packages', () => {
    const tiers = [
      { up_to: 10, unit_amount: 1000, unit_amount_decimal: '1000', flat_amount: null },
      { up_to: null, unit_amount: 800, unit_amount_decimal: '800', flat_amount: 2000, flat_amount_decimal: '2000' },
    ];
    const tiered = (mode: string, changes: Json = {}) =>
      of(
        { billing_scheme: 'tiered', tiers_mode: mode, tiers, unit_amount: null, unit_amount_decimal: null, ...changes },
        15,
      );
    const arr = (changes: Json) => figures('stripe', [created(changes)])('2025-03-20');
    // Ten at 10, five at 8, and the flat amount of the second tier once.
    expect(arr(tiered('graduated'))).toBe('1920 1920 160 -');
    expect(arr(tiered('volume'))).toBe('1680 1680 140 -');
    // Three packages of five for twelve seats, at 50.
    const packs = { transform_quantity: { divide_by: 5, round: 'up' }, unit_amount: 5000, unit_amount_decimal: '5000' };
    expect(arr(of(packs, 12))).toBe('1800 1800 150 -');
    expect(arr(of({ ...packs, transform_quantity: { divide_by: 5, round: 'down' } }, 12))).toBe('1200 1200 100 -');
  });

  it('stop for a pause of collection until its resumption, also an earlier one', () => {
    const paused = { pause_collection: { behavior: 'void', resumes_at: at('2025-06-01') } };
    const history = [created(), told('updated', '2025-03-20', paused)];
    const on = figures('stripe', history);
    expect(['2025-03-19', '2025-03-20', '2025-05-31', '2025-06-01'].map(on)).toEqual([
      '720 720 60 -',
      '0 0 0 -',
      '0 0 0 -',
      '720 720 60 -',
    ]);
    expect(figures('stripe', [...history, told('updated', '2025-05-02')])('2025-05-02')).toBe('720 720 60 -');
    const draft = { pause_collection: { behavior: 'keep_as_draft', resumes_at: null } };
    expect(figures('stripe', [created(), told('updated', '2025-03-20', draft)])('2025-03-20')).toBe('720 720 60 -');
  });

  it('go on while a payment is late, stop when it is given up, and come back when it is paid', () => {
    const on = figures('stripe', [
      created({ status: 'incomplete' }),
      told('updated', '2025-01-11'),
      told('updated', '2025-02-10', { status: 'past_due' }),
      told('updated', '2025-03-10', { status: 'unpaid' }),
      told('updated', '2025-03-20'),
    ]);
    expect(['2025-01-10', '2025-01-11', '2025-02-10', '2025-03-10', '2025-03-20'].map(on)).toEqual([
      '0 0 0 -',
      '720 720 60 -',
      '720 720 60 -',
      '0 0 0 -',
      '720 720 60 -',
    ]);
  });

  it('read minor units as Stripe has them in each currency', () => {
    const inCurrency = (currency: string, unit_amount_decimal: string) =>
      figures('stripe', [created({ currency, ...of({ currency, unit_amount: null, unit_amount_decimal }) })])(
        '2025-03-20',
      );
    expect(inCurrency('jpy', '1500')).toBe('18000 18000 1500 -');
    expect(inCurrency('kwd', '15005')).toBe('180.06 180.06 15.005 -');
    expect(inCurrency('ugx', '150000')).toBe('18000 18000 1500 -');
    expect(inCurrency('usd', '0.05')).toBe('0.006 0.006 0.0005 -');
  });

  it('take a discount off that the version before 2025 lists by id and shows beside', () => {
    const both = { discounts: ['di_1'], discount: discount({ percent_off: 25 }) };
    expect(figures('stripe', [created(both)])('2025-03-20')).toBe('540 540 45 -');
    expect(figures('stripe', [created({ discount: both.discount })])('2025-03-20')).toBe('540 540 45 -');
  });

  it('take an amount off once: off one product, behind a percentage, or off the whole subscription', () => {
    const support = item({ id: 'si_2', quantity: 1, price: price({ id: 'p2', product: 'prod_support' }) });
    const amount = (off: number, changes: Json = {}) => discount({ amount_off: off, currency: 'usd', ...changes });
    const arr = (...discounts: Json[]) =>
      figures('stripe', [created({ items: items(item(), support), discounts })])('2025-03-20');
    // 60 and 15 a month.
    expect(arr(amount(1000))).toBe('780 780 65 -');
    expect(arr(amount(1000, { applies_to: { products: ['prod_support'] } }))).toBe('780 780 65 -');
    expect(arr(amount(2000, { applies_to: { products: ['prod_support'] } }))).toBe('720 720 60 -');
    expect(arr(discount({ percent_off: 50 }), amount(1000))).toBe('330 330 27.5 -');
    const both = { applies_to: { products: ['prod_core', 'prod_support'] } };
    // Half of 60 is gone by the percentage, the other half and 5 of the 15 by the amount.
    const half = discount({ percent_off: 50, applies_to: { products: ['prod_core'] } });
    expect(arr(half, amount(3500, both))).toBe('120 120 10 -');
  });

  it('follow the phases of a schedule whose prices the payload or the catalog has', () => {
    const phase = (from: string, to: string, id: string, quantity: number, changes: Json = {}) => ({
      start_date: at(from),
      end_date: at(to),
      currency: 'usd',
      items: [{ price: id, plan: id, quantity, discounts: [] }],
      discounts: [],
      trial_end: null,
      ...changes,
    });
    const schedule = {
      id: 'sub_sched_1',
      object: 'subscription_schedule',
      end_behavior: 'release',
      phases: [
        phase('2025-01-10', '2025-04-10', 'price_seat', 4),
        phase('2025-04-10', '2025-07-10', 'price_seat', 10, { coupon: 'HALF' }),
        phase('2025-07-10', '2026-07-10', 'price_next', 10),
      ],
    };
    const adapter = {
      catalog: {
        prices: { price_next: { currency: 'USD', interval: 'month', unit_amount: '20' } },
        coupons: { HALF: { percent: '50', forever: true } },
      },
    };
    const on = figures('stripe', [told('updated', '2025-03-20', { schedule }), created()], adapter);
    expect(['2025-03-20', '2025-04-10', '2025-07-10', '2027-01-01'].map(on)).toEqual([
      '720 720 60 -',
      '900 900 75 -',
      '2400 2400 200 -',
      '2400 2400 200 -',
    ]);
  });

  it('are those of today in the time before an export, and of its own day from then on', () => {
    const older = exported('2025-03-01T08:00:00Z', subscription(seats(6)));
    const later = exported('2025-06-01T08:00:00Z', subscription(seats(10)));
    const lost = told('updated', '2025-04-20', seats(8));
    const on = figures('stripe', [later, lost, older]);
    expect(['2025-01-10', '2025-03-01', '2025-04-20', '2025-06-01'].map(on)).toEqual([
      '1080 1080 90 -',
      '1080 1080 90 -',
      '1440 1440 120 -',
      '1800 1800 150 -',
    ]);
  });

  it('are the same in the shapes of 2016, 2020 and 2025', () => {
    const { items: list, ...bare } = subscription();
    const plan = { id: 'gold', object: 'plan', amount: 1500, currency: 'usd', interval: 'month', interval_count: 1 };
    const { price: _, ...planned } = item({ plan });
    const versions = [
      { ...bare, plan, quantity: 4 },
      { ...bare, items: items(planned) },
      { ...bare, items: list },
    ];
    for (const object of versions) {
      const on = figures('stripe', [event('created', {}, { data: { object } })]);
      expect(on('2025-03-20')).toBe('720 720 60 -');
    }
  });
});
