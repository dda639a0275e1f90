import { describe, expect, it } from '@jest/globals';
import { figures } from '../../test/figures.ts';
import { event, price, subscription as ofKillBill } from '../../test/killbill-payloads.ts';
import { component, noon, product, record } from '../../test/maxio-payloads.ts';
import { amended, charge, discount, ratePlan, subscription as ofZuora } from '../../test/zuora-payloads.ts';

type Json = Readonly<Record<string, unknown>>;

describe('The figures of Maxio', () => {
  const told = (day: string, changes: Json, seats: number) =>
    record({ updated_at: noon(day), ...changes }, [component({ allocated_quantity: seats })]);
  const history = [
    told('2025-01-10', {}, 5),
    told('2025-03-01', {}, 8),
    told('2025-04-01', { product_price_in_cents: 9000 }, 8),
    told('2025-05-01', { cancel_at_end_of_period: true, current_period_ends_at: noon('2025-05-10') }, 8),
  ];

  it('follow seats, price and a cancellation at the end of the period, which a later record takes back', () => {
    const on = figures('maxio', history);
    expect(on('2025-01-10')).toBe('840 840 70 -');
    expect(on('2025-03-01')).toBe('912 912 76 -');
    expect(on('2025-04-01')).toBe('1272 1272 106 -');
    expect(on('2025-05-09')).toBe('912 912 76 -');
    expect(on('2025-05-10')).toBe('0 0 0 0');
    expect(figures('maxio', [...history, told('2025-05-05', {}, 8)])('2025-05-10')).toBe('912 912 76 -');
  });

  it('count a year that expires as its term, beside a component by the quarter', () => {
    const yearly = { product: product({ interval: 1, interval_unit: 'year' }), product_price_in_cents: 120_000 };
    const quarterly = component({ interval: 3, interval_unit: 'month', allocated_quantity: 10, unit_price: '9.00' });
    const on = figures('maxio', [record({ ...yearly, expires_at: noon('2027-01-10') }, [quarterly])]);
    expect(on('2025-03-20')).toBe('1560 1560 1560 3120');
    expect(on('2027-01-10')).toBe('0 0 0 0');
  });

  it('leave a passing coupon in the price, and take a lasting one off it', () => {
    const coupons = { S: { percent: '20', months: 6 }, F: { amount: '5', currency: 'USD', forever: true } };
    const on = figures('maxio', [record({ coupon_codes: ['S', 'F'] })], { catalog: { coupons } });
    expect(on('2025-03-20')).toBe('660 660 43 -');
    expect(on('2025-07-10')).toBe('660 660 55 -');
  });
});

describe('The figures of Kill Bill', () => {
  const GOLD = { plan: 'gold', product: 'Gold', phase: 'gold-evergreen', billingPeriod: 'ANNUAL' };
  const trial = { phase: 'standard-monthly-trial', billingPeriod: 'NO_BILLING_PERIOD' };

  it('follow trial, phase, change of plan, pause and end', () => {
    const on = figures(
      'killbill',
      [
        ofKillBill({
          prices: [price(), price({ planName: 'gold', phaseName: 'gold-evergreen', recurringPrice: 1200 })],
          events: [
            event('START_BILLING', '2025-01-10', trial),
            event('PHASE', '2025-02-09'),
            event('CHANGE', '2025-04-01', GOLD),
            event('PAUSE_BILLING', '2025-06-01'),
            event('RESUME_BILLING', '2025-07-01'),
            event('STOP_BILLING', '2026-04-01'),
          ],
        }),
      ],
      { currency: 'USD' },
    );
    expect(on('2025-02-08')).toBe('0 0 0 -');
    expect(on('2025-02-09')).toBe('299.4 299.4 24.95 -');
    expect(on('2025-04-01')).toBe('1200 1200 1200 -');
    expect(on('2025-06-01')).toBe('0 0 0 -');
    expect(on('2025-07-01')).toBe('1200 1200 1200 -');
    expect(on('2026-04-01')).toBe('0 0 0 0');
  });

  it('count 52 weeks a year', () => {
    const weekly = ofKillBill({ events: [event('START_BILLING', '2025-01-10', { billingPeriod: 'WEEKLY' })] });
    expect(figures('killbill', [weekly], { currency: 'USD' })('2025-03-20')).toBe('1297.4 1297.4 24.95 -');
  });
});

describe('The figures of Zuora', () => {
  const step = (segment: number, from: string, to: string, seats: number) =>
    charge({
      segment,
      effectiveStartDate: from,
      effectiveEndDate: to,
      quantity: seats,
      mrr: seats * 15,
      tcv: null,
    });
  const plans = (...charges: readonly Json[]) => [ratePlan(charges)];
  const steps = [step(1, '2025-01-10', '2025-04-10', 4), step(2, '2025-04-10', '2026-01-10', 8)];
  const renewed = { termStartDate: '2026-01-10', termEndDate: '2027-01-10' };
  const versions = [
    ofZuora(),
    amended({ updatedDate: '2025-04-12T12:00:00Z', ratePlans: plans(...steps) }),
    amended({
      ...renewed,
      id: 'sub_v3',
      version: 3,
      updatedDate: '2025-11-20T12:00:00Z',
      ratePlans: plans(...steps, step(3, '2026-01-10', '2027-01-10', 10)),
    }),
    amended({
      ...renewed,
      id: 'sub_v4',
      version: 4,
      updatedDate: '2026-05-20T12:00:00Z',
      status: 'Cancelled',
      cancelledDate: '2026-06-01',
    }),
  ];

  it('follow an upgrade, an early renewal and a cancellation, in whatever order the versions come', () => {
    const on = figures('zuora', versions.toReversed());
    expect(on('2025-01-10')).toBe('720 720 720 720');
    // Three months at 60 and nine at 120; the ACV is of what remains.
    expect(on('2025-04-10')).toBe('1440 1440 1260 1260');
    expect(on('2025-12-01')).toBe('1440 1440 1260 1260');
    expect(on('2026-01-10')).toBe('1800 1800 1800 1800');
    expect(on('2026-06-01')).toBe('0 0 0 0');
  });

  it('are none while a subscription is suspended, also when it goes on afterwards', () => {
    const statusHistory = [{ status: 'Suspended', startDate: '2025-03-18', endDate: '2025-05-01' }];
    const on = figures('zuora', [
      ofZuora(),
      amended({ status: 'Suspended', suspendDate: '2025-03-18' }),
      amended({ id: 'sub_v3', version: 3, updatedDate: '2025-05-02T12:00:00Z', statusHistory }),
    ]);
    const arr = ['2025-03-17', '2025-03-18', '2025-04-30', '2025-05-01'].map((day) => on(day).split(' ')[0]);
    expect(arr).toEqual(['720', '0', '0', '720']);
  });

  it('take an amount off a rate plan once, however many charges it has', () => {
    const off = discount({ model: 'DiscountFixedAmount', discountPercentage: null, discountAmount: 70 });
    const discounted = [charge(), charge({ number: 'C-3' }), { ...off, discountLevel: 'rateplan' }];
    const on = figures('zuora', [
      ofZuora({ ratePlans: [ratePlan(discounted), ratePlan([charge({ number: 'C-4' })])] }),
    ]);
    expect(on('2025-03-15')).toBe('1320 1320 1320 1320');
  });
});
