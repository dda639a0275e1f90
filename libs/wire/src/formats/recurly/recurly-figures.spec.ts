import { describe, expect, it } from '@jest/globals';
import { figures } from '../../../test/figures.ts';
import {
  addOn,
  noon,
  notification,
  oldSubscription,
  redemption,
  subscription,
  webhook,
} from '../../../test/recurly-payloads.ts';

type Json = Readonly<Record<string, unknown>>;

/** The subscription as it was on a day. */
const seen = (day: string, changes: Json = {}) => subscription({ updated_at: noon(day), ...changes });
const period = (from: string, to: string) => ({
  current_period_started_at: noon(from),
  current_period_ends_at: noon(to),
});
const term = (from: string, to: string, auto_renew = true) => ({
  current_term_started_at: noon(from),
  current_term_ends_at: noon(to),
  auto_renew,
});

describe('The figures of Recurly', () => {
  it('follow seats and prices, and a cancellation that is taken back and made again', () => {
    const canceled = (expires: string) => ({
      state: 'canceled',
      canceled_at: noon('2025-05-02'),
      expires_at: noon(expires),
    });
    const history = [
      seen('2025-01-10', period('2025-01-10', '2025-02-10')),
      seen('2025-02-20', { ...period('2025-02-10', '2025-03-10'), quantity: 10 }),
      seen('2025-03-10', { quantity: 10, unit_amount: 20 }),
      seen('2025-04-02', { quantity: 10, unit_amount: 20, ...canceled('2025-04-10') }),
      seen('2025-04-05', { quantity: 10, unit_amount: 20 }),
      seen('2025-05-02', { quantity: 10, unit_amount: 20, ...canceled('2025-05-10') }),
      seen('2025-05-10', { quantity: 10, unit_amount: 20, ...canceled('2025-05-10'), state: 'expired' }),
    ];
    const on = figures('recurly', [...history.toReversed(), ...history]);
    expect(['2025-01-10', '2025-02-20', '2025-03-10', '2025-04-10', '2025-05-09', '2025-05-10'].map(on)).toEqual([
      '720 720 60 -',
      '1800 1800 150 -',
      '2400 2400 200 -',
      '2400 2400 200 -',
      '2400 2400 200 -',
      '0 0 0 0',
    ]);
  });

  it('of a yearly term are its own and those of its renewals, with what was billed before a change', () => {
    const year = term('2025-01-10', '2026-01-10');
    const history = [seen('2025-01-10', { ...year, quantity: 10 }), seen('2025-05-10', { ...year, quantity: 20 })];
    const on = figures('recurly', history);
    expect(on('2025-02-01')).toBe('1800 1800 1800 1800');
    // Four months at 150 and eight at 300.
    expect(on('2025-06-01')).toBe('3600 3600 3000 3000');
    expect(on('2026-02-01')).toBe('3600 3600 3600 3600');
    const renewed = seen('2026-01-10', { ...term('2026-01-10', '2027-01-10'), quantity: 20 });
    expect(figures('recurly', [...history, renewed])('2026-02-01')).toBe('3600 3600 3600 3600');
    const late = seen('2026-03-10', { ...term('2026-01-10', '2027-01-10', false), quantity: 20 });
    expect(figures('recurly', [...history, late])('2027-01-10')).toBe('0 0 0 0');
  });

  it('of a term by the month renew month by month', () => {
    const on = figures('recurly', [seen('2025-03-10', term('2025-03-10', '2025-04-10'))]);
    expect(on('2025-01-10')).toBe('720 720 60 60');
    expect(on('2025-03-20')).toBe('720 720 60 60');
    expect(on('2025-09-20')).toBe('720 720 60 60');
  });

  it('follow the steps of a ramp over the years of its term', () => {
    const year = { ...period('2025-01-10', '2026-01-10'), ...term('2025-01-10', '2028-01-10'), quantity: 1 };
    const step = (unit_amount: number, starting_billing_cycle: number) => ({ unit_amount, starting_billing_cycle });
    const on = figures('recurly', [
      seen('2025-01-10', {
        ...year,
        unit_amount: 162_000,
        ramp_intervals: [step(162_000, 1), step(171_000, 2), step(180_000, 3)],
      }),
    ]);
    expect(['2025-02-01', '2026-02-01', '2027-02-01', '2028-02-01'].map((day) => on(day).split(' ')[0])).toEqual([
      '162000',
      '171000',
      '180000',
      '180000',
    ]);
    expect(on('2025-02-01')).toBe('162000 162000 162000 513000');
  });

  it('take add-ons by their tiers and no usage, and a redemption for as long as its coupon lasts', () => {
    const tiers = [
      { ending_quantity: 10, unit_amount: 2 },
      { ending_quantity: null, unit_amount: 1 },
    ];
    const add_ons = [
      addOn({ id: 's1', tier_type: 'tiered', unit_amount: null, quantity: 15, tiers }),
      addOn({ id: 's2', tier_type: 'volume', unit_amount: null, quantity: 15, tiers }),
      addOn({ id: 's3', add_on: { code: 'api', usage_type: 'price' }, unit_amount: 9 }),
    ];
    // 60, 25 by tiers and 15 by volume.
    expect(figures('recurly', [seen('2025-03-10', { add_ons })])('2025-03-20')).toBe('1200 1200 100 -');
    const coupons = (coupon: Json) => ({ catalog: { coupons: { SPRING: coupon } } });
    const redeemed = [seen('2025-03-10', { coupon_redemptions: [redemption()] })];
    const passing = figures('recurly', redeemed, coupons({ percent: '20', months: 3 }));
    expect(passing('2025-04-30')).toBe('720 720 48 -');
    expect(passing('2025-05-01')).toBe('720 720 60 -');
    expect(figures('recurly', redeemed, coupons({ percent: '20', forever: true }))('2025-05-01')).toBe('576 576 48 -');
  });

  it('stop for a pause of so many cycles, and come back with a resumption before', () => {
    const pause = { paused_at: noon('2025-04-10'), remaining_pause_cycles: 2 };
    const asked = [seen('2025-01-10'), seen('2025-03-20', pause)];
    for (const all of [asked, [...asked, seen('2025-04-10', { ...pause, state: 'paused' })]]) {
      const on = figures('recurly', all);
      expect(['2025-04-09', '2025-04-10', '2025-06-09', '2025-06-10'].map(on)).toEqual([
        '720 720 60 -',
        '0 0 0 -',
        '0 0 0 -',
        '720 720 60 -',
      ]);
    }
    const resumed = seen('2025-05-02', period('2025-05-02', '2025-06-02'));
    expect(figures('recurly', [...asked, resumed])('2025-05-02')).toBe('720 720 60 -');
  });

  it('begin behind a trial, and never do for one that expires in it', () => {
    const trial = { trial_started_at: noon('2025-01-10'), trial_ends_at: noon('2025-01-24') };
    const plans = { catalog: { plans: { silver: { interval: 'month', count: 1 } } } };
    const first = seen('2025-01-10', { ...trial, ...period('2025-01-10', '2025-01-24') });
    const on = figures('recurly', [first], plans);
    expect(on('2025-01-23')).toBe('0 0 0 -');
    expect(on('2025-01-24')).toBe('720 720 60 -');
    const expired = seen('2025-01-24', { ...trial, state: 'expired', expires_at: noon('2025-01-24') });
    const over = figures('recurly', [first, expired], plans);
    expect(['2025-01-23', '2025-01-24', '2025-03-20'].map(over)).toEqual(['0 0 0 -', '0 0 0 0', '0 0 0 0']);
  });

  it('end by a notification or a webhook, and are the same of version 2', () => {
    const old = oldSubscription({ current_period_ends_at: noon('2025-04-10') });
    const on = figures('recurly', [old, notification('canceled')]);
    expect(on('2025-04-09')).toBe('720 720 60 -');
    expect(on('2025-04-10')).toBe('0 0 0 0');
    expect(figures('recurly', [seen('2025-01-10'), webhook('expired')])('2025-04-10')).toBe('0 0 0 0');
  });
});
