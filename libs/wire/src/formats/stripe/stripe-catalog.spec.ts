import { describe, expect, it } from '@jest/globals';
import { dayIn } from '@app/domain';
import { DEFAULT_ADAPTER, isAdapterFault, readAdapter } from '../adapter/read-adapter.ts';
import { at } from '../../../test/at.ts';
import { event, item, items, price } from '../../../test/stripe-payloads.ts';
import { translator } from '../../../test/translations.ts';
import { type CatalogTerms, stripeCatalog } from './stripe-catalog.ts';

const TERMS: CatalogTerms = { dayOf: (instant) => dayIn('UTC', instant), adapter: DEFAULT_ADAPTER };

const catalogOf = (...objects: readonly unknown[]) => stripeCatalog(objects, TERMS);

const tiered = price({
  billing_scheme: 'tiered',
  tiers_mode: 'volume',
  unit_amount: null,
  unit_amount_decimal: null,
  tiers: [
    { up_to: 3, unit_amount: 900, flat_amount: null },
    { up_to: null, unit_amount_decimal: '750.5', flat_amount: 100 },
  ],
});
const coupon = { id: 'SPRING', object: 'coupon', percent_off: 20, duration: 'repeating', duration_in_months: 6 };
const discount = { id: 'di_1', object: 'discount', coupon, start: at('2025-03-01'), end: null };

describe('The catalog of Stripe', () => {
  it('has prices with tiers, coupons and discounts, in major units', () => {
    const euro = { id: 'FIVE', object: 'coupon', amount_off: 500, currency: 'eur', duration: 'forever' };
    const { passedOver, ...catalog } = catalogOf(tiered, euro, {
      object: 'event',
      type: 'customer.discount.created',
      data: { object: discount },
    });
    expect(passedOver).toBe(0);
    expect(catalog).toEqual({
      prices: {
        price_seat: {
          currency: 'USD',
          interval: 'month',
          count: 1,
          product: 'prod_core',
          tiers_mode: 'volume',
          tiers: [
            { up_to: '3', unit_amount: '9' },
            { up_to: null, unit_amount: '7.505', flat_amount: '1' },
          ],
        },
      },
      coupons: {
        FIVE: { amount: '5', currency: 'EUR', forever: true },
        SPRING: { percent: '20', months: 6 },
      },
      discounts: { di_1: { coupon: 'SPRING', start: '2025-03-01' } },
    });
  });

  it('goes by the exponents of the adapter', () => {
    const adapter = { exponents: new Map([['USD', 0]]) };
    const { prices, coupons } = stripeCatalog([tiered, { ...coupon, amount_off: 500, currency: 'usd' }], {
      ...TERMS,
      adapter,
    });
    expect(prices['price_seat']).toMatchObject({ tiers: [{ unit_amount: '900' }, { flat_amount: '100' }] });
    expect(coupons['SPRING']).toMatchObject({ amount: '500' });
  });

  it('is a catalog that an adapter takes, and that completes what webhooks leave out', () => {
    const { passedOver: _, ...catalog } = catalogOf(tiered, discount);
    const adapter = { catalog };
    expect(isAdapterFault(readAdapter(adapter))).toBe(false);
    const { tiers: __, ...bare } = tiered;
    const payload = event('updated', { items: items(item({ price: bare })), discounts: ['di_1'] });
    const whole = event('updated', { items: items(item({ price: tiered })), discounts: [discount] });
    const translated = translator('stripe');
    expect(translated(payload, adapter).events).toEqual(translated(whole).events);
  });

  it('has the packages and the usage of the prices that the phases of a schedule name by id alone', () => {
    const packages = price({ id: 'price_pack', transform_quantity: { divide_by: 10, round: 'down' } });
    const metered = price({
      id: 'price_api',
      recurring: { interval: 'month', interval_count: 1, usage_type: 'metered' },
    });
    const { passedOver: _, ...catalog } = catalogOf(packages, metered);
    const phase = { start_date: at('2025-01-10'), end_date: at('2026-01-10') };
    const named = [{ price: 'price_pack', quantity: 25 }, { price: 'price_api' }];
    const schedule = { object: 'subscription_schedule', end_behavior: 'release', phases: [{ ...phase, items: named }] };
    const { events, notes } = translator('stripe')(event('updated', { schedule }), { catalog });
    expect(events[0]?.data['lines']).toMatchObject([{ id: 'price_pack', quantity: '2', unit_price: '15' }]);
    expect(notes).toEqual(['usage_excluded']);
  });

  it('counts what is none of it', () => {
    expect(catalogOf({ object: 'customer', id: 'cus_1' }, 7, { ...tiered, currency: 7 }).passedOver).toBe(3);
  });
});
