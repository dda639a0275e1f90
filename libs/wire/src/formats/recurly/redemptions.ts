import type { Decimal } from '@app/domain';
import { couponDuration } from '../frame/catalog-coupon.ts';
import { dayAt } from '../frame/days.ts';
import type { CouponValue, LimitedDiscount } from '../frame/discounts.ts';
import { datedDiscount, unknownDiscount } from '../frame/known-discounts.ts';
import type { Payload } from '../frame/payload.ts';
import type { BillingInterval } from '../frame/statement.ts';
import type { RecurlyContext } from './context.ts';

const amountOff = (discount: Payload, code: string | null): Decimal | null => {
  const own = discount.at('currencies').items.find((each) => each.at('currency').text?.toUpperCase() === code);
  return own?.at('amount').decimal ?? null;
};

const valueOf = (discount: Payload, { currency }: RecurlyContext): CouponValue | null => {
  const type = discount.at('type').text === 'percent' ? 'percent' : 'amount';
  const value = type === 'percent' ? discount.at('percent').decimal : amountOff(discount, currency.code);
  return value === null ? null : { type, value };
};

/** A redemption has its value, and the catalog how long the coupon lasts. One of a free trial takes nothing off. */
const discountOf = (
  redemption: Payload,
  interval: BillingInterval,
  context: RecurlyContext,
): readonly LimitedDiscount[] => {
  const { adapter, subscription, dayOf, firstDay } = context;
  const discount = redemption.at('coupon').at('discount');
  if (redemption.at('state').text === 'inactive' || discount.at('type').text === 'free_trial') return [];
  const code = redemption.at('coupon').at('code').text;
  const [value, listed] = [valueOf(discount, context), code === null ? undefined : adapter.catalog.coupons.get(code)];
  if (value === null || listed === undefined) {
    unknownDiscount(redemption, code, context);
    return [];
  }
  const dates = {
    start: dayAt(redemption.at('created_at').instant, dayOf),
    end: null,
    periodEnd: dayAt(subscription.at('current_period_ends_at').instant, dayOf),
    interval,
    firstDay,
  };
  const coupon = { ...value, duration: couponDuration(listed), products: listed.products ?? null };
  return [datedDiscount(coupon, dates, context)];
};

export const redemptionsOf = (interval: BillingInterval, context: RecurlyContext): readonly LimitedDiscount[] =>
  context.subscription.at('coupon_redemptions').items.flatMap((each) => discountOf(each, interval, context));
