import { shown } from '../../fields/shown.ts';
import { catalogCoupon } from './catalog-coupon.ts';
import { type Coupon, type DiscountDates, discountOf, isDated, type LimitedDiscount } from './discounts.ts';
import type { Reading } from './format.ts';
import type { OneCurrency } from './one-currency.ts';
import type { Payload } from './payload.ts';

type Context = Pick<Reading, 'adapter' | 'findings'> & Readonly<{ currency: OneCurrency }>;

/** A coupon of the catalog in the currency of the payload; null: it is not there, or not in this currency. */
export const listedCoupon = (id: string | null, { adapter, currency }: Context): Coupon | null => {
  const listed = id === null ? undefined : adapter.catalog.coupons.get(id);
  if (listed === undefined) return null;
  const coupon = catalogCoupon(listed, currency.code);
  if (coupon === null) currency.add(listed.currency ?? null, `catalog.coupons.${id ?? ''}`);
  return coupon;
};

/** A discount whose value is nowhere: refused, or counted gross with a note where the adapter says so. */
export const unknownDiscount = (payload: Payload, id: string | null, { adapter, findings }: Context): null => {
  if (adapter.unknownDiscount === 'gross') findings.note('discount_unknown');
  else {
    const named = shown(id ?? 'a discount without an id');
    findings.refuse('amount_unknown', payload.path, `${named} has no value in the payload, nor in the catalog`);
  }
  return null;
};

/** The discount that a coupon makes of these dates, with a note where its dates are assumed. */
export const datedDiscount = (
  coupon: Coupon,
  dates: DiscountDates,
  { findings }: Pick<Context, 'findings'>,
): LimitedDiscount => {
  if (coupon.duration.kind === 'once' && !isDated(dates)) findings.note('once_dated');
  return discountOf(coupon, dates);
};
