import { Decimal } from '@app/domain';
import type { CatalogCoupon } from '../adapter/adapter-fields.ts';
import type { Coupon, Duration } from './discounts.ts';

/** How long a coupon of the catalog lasts. */
export const couponDuration = ({ months, once }: CatalogCoupon): Duration => {
  if (once === true) return { kind: 'once' };
  return months === undefined || months === null ? { kind: 'forever' } : { kind: 'months', months };
};

/** A coupon of the catalog in a currency; null: its amount is in others alone. */
export const catalogCoupon = (stated: CatalogCoupon, currency: string | null): Coupon | null => {
  const common = { duration: couponDuration(stated), products: stated.products ?? null };
  const { percent, amount, currency: own, currency_options: options } = stated;
  if (percent !== undefined && percent !== null) return { ...common, type: 'percent', value: new Decimal(percent) };
  const inCurrency = own === currency ? amount : currency === null ? null : options?.[currency];
  return inCurrency === undefined || inCurrency === null
    ? null
    : { ...common, type: 'amount', value: new Decimal(inCurrency) };
};
