import { addMonths, type CivilDate } from '@app/domain';
import { fromMinor } from '../frame/amounts.ts';
import { afterIntervals } from '../frame/billing-interval.ts';
import { couponDuration } from '../frame/catalog-coupon.ts';
import { endDay } from '../frame/days.ts';
import type { Coupon, CouponValue, Duration, LimitedDiscount } from '../frame/discounts.ts';
import { exponentOf } from '../frame/exponents.ts';
import { datedDiscount, listedCoupon, unknownDiscount } from '../frame/known-discounts.ts';
import type { Payload } from '../frame/payload.ts';
import type { BillingInterval } from '../frame/statement.ts';
import type { MaxioContext } from './context.ts';
import { flagOf, idOf, wholeOf } from './fields.ts';

/** A coupon on a subscription: how often it has been used, and how often it may be; null: without a limit. */
type Applied = Readonly<{
  payload: Payload;
  code: string | null;
  used: number;
  allowed: number | null;
  expires: CivilDate | null;
}>;

const ofList = (coupon: Payload, { dayOf }: MaxioContext): Applied => ({
  payload: coupon,
  code: coupon.isObject ? idOf(coupon.at('code')) : idOf(coupon),
  used: wholeOf(coupon.at('use_count')) ?? 0,
  allowed: wholeOf(coupon.at('uses_allowed')),
  expires: endDay(coupon.at('expires_at').instant, dayOf),
});

/** `coupons`, else the codes alone, of which the oldest form has one with its uses. */
const appliedIn = (context: MaxioContext): readonly Applied[] => {
  const { subscription } = context;
  const list = subscription.first('coupons', 'coupon_codes').items;
  if (list.length > 0) return list.map((each) => ofList(each, context));
  const single = subscription.at('coupon_code');
  if (!single.isThere || single.value === '') return [];
  return [
    {
      ...ofList(single, context),
      used: wholeOf(subscription.at('coupon_use_count')) ?? 0,
      allowed: wholeOf(subscription.at('coupon_uses_allowed')),
    },
  ];
};

/** The value that the payload has, which `include[]=coupons` asks for. */
const statedValue = ({ payload }: Applied, context: MaxioContext): CouponValue | null => {
  const percent = payload.at('percentage').decimal;
  if (percent !== null) return { type: 'percent', value: percent };
  const minor = payload.at('amount_in_cents').decimal;
  return minor === null
    ? null
    : { type: 'amount', value: fromMinor(minor, exponentOf(context.currency.code, context)) };
};

const statedDuration = ({ payload, allowed }: Applied): Duration => {
  const recurring = payload.at('recurring');
  return allowed === 1 || (recurring.isThere && !flagOf(recurring)) ? { kind: 'once' } : { kind: 'forever' };
};

/** The value of the payload, which lasts as the catalog says if it knows the coupon; else all of it by the catalog. */
const couponOf = (applied: Applied, context: MaxioContext): Coupon | null => {
  const value = statedValue(applied, context);
  if (value === null) return listedCoupon(applied.code, context);
  const listed = applied.code === null ? undefined : context.adapter.catalog.coupons.get(applied.code);
  const duration = listed === undefined ? statedDuration(applied) : couponDuration(listed);
  return { ...value, duration, products: listed?.products ?? null };
};

/** The end that Maxio states, by a day or by the uses that are left, each of one billing interval. */
const statedEnd = (
  { expires, used, allowed }: Applied,
  { duration }: Coupon,
  billing: Readonly<{ interval: BillingInterval; periodEnd: CivilDate | null; firstDay: CivilDate }>,
): CivilDate | null => {
  if (expires !== null) return expires;
  const { interval, periodEnd, firstDay } = billing;
  const isCounted = allowed !== null && allowed > 0 && periodEnd !== null && allowed - used < 1200;
  if (duration.kind !== 'once' && isCounted) {
    return afterIntervals(periodEnd, interval, Math.max(0, allowed - used));
  }
  return duration.kind === 'months' ? addMonths(firstDay, duration.months) : null;
};

const discountOf = (applied: Applied, interval: BillingInterval, context: MaxioContext): readonly LimitedDiscount[] => {
  const { subscription, dayOf, firstDay } = context;
  const coupon = couponOf(applied, context);
  if (coupon === null) unknownDiscount(applied.payload, applied.code, context);
  const isUsedUp = coupon?.duration.kind === 'once' && applied.used > 0;
  if (coupon === null || isUsedUp) return [];
  const periodEnd = endDay(subscription.at('current_period_ends_at').instant, dayOf);
  const end = statedEnd(applied, coupon, { interval, periodEnd, firstDay });
  return [datedDiscount(coupon, { start: null, end, periodEnd, interval, firstDay }, context)];
};

/** The discounts off the subscription, or off the products to which the catalog limits a coupon. */
export const couponDiscounts = (interval: BillingInterval, context: MaxioContext): readonly LimitedDiscount[] =>
  appliedIn(context).flatMap((applied) => discountOf(applied, interval, context));
