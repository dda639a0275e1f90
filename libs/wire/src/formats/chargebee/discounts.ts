import { shown } from '../../fields/shown.ts';
import { fromMinor } from '../frame/amounts.ts';
import { afterIntervals, billingInterval } from '../frame/billing-interval.ts';
import { dayAt, endDay } from '../frame/days.ts';
import type { Coupon, DiscountDates, Duration, LimitedDiscount } from '../frame/discounts.ts';
import { exponentOf } from '../frame/exponents.ts';
import { datedDiscount, listedCoupon, unknownDiscount } from '../frame/known-discounts.ts';
import type { Payload } from '../frame/payload.ts';
import type { ChargebeeContext } from './context.ts';

type Billing = Pick<DiscountDates, 'interval' | 'periodEnd'>;

/** One that counts once and has been applied comes off no coming invoice. */
const isUsedUp = (stated: Payload, { kind }: Duration): boolean =>
  kind === 'once' && (stated.at('applied_count').whole ?? 0) > 0;

/** A coupon is an id; the catalog has its value. */
const couponDiscount = (stated: Payload, billing: Billing, context: ChargebeeContext): readonly LimitedDiscount[] => {
  const id = stated.at('coupon_id').text;
  const coupon = listedCoupon(id, context);
  if (coupon === null) unknownDiscount(stated, id, context);
  if (coupon === null || isUsedUp(stated, coupon.duration)) return [];
  const end = endDay(stated.at('apply_till').unixSeconds, context.dayOf);
  return [datedDiscount(coupon, { ...billing, firstDay: context.firstDay, start: null, end }, context)];
};

/** Percentage or amount of a discount that was made for this subscription. */
const valueOf = (stated: Payload, context: ChargebeeContext): Pick<Coupon, 'type' | 'value'> | null => {
  const type = stated.at('type').text;
  const percent = type === 'percentage' ? stated.at('percentage').decimal : null;
  if (percent !== null) return { type: 'percent', value: percent };
  const amount = type === 'fixed_amount' ? stated.at('amount').decimal : null;
  if (amount === null) return null;
  context.currency.add(stated.at('currency_code').text, stated.at('currency_code').path);
  return { type: 'amount', value: fromMinor(amount, exponentOf(context.currency.code, context)) };
};

const durationOf = (stated: Payload, { findings }: ChargebeeContext): Duration => {
  const duration = stated.at('duration_type');
  if (duration.text === 'one_time') return { kind: 'once' };
  const isKnown = duration.text === 'forever' || duration.text === 'limited_period';
  if (!isKnown) findings.refuse('unsupported', duration.path, `${shown(duration.value)} has no meaning here`);
  return { kind: 'forever' };
};

/** The end of a limited period: as Chargebee says, else its length after the start. */
const datesOf = (stated: Payload, { dayOf, day }: ChargebeeContext): Pick<DiscountDates, 'start' | 'end'> => {
  const start = dayAt(stated.at('created_at').unixSeconds, dayOf);
  const period = billingInterval(stated.at('period_unit').text, stated.at('period').whole);
  const isLimited = stated.at('duration_type').text === 'limited_period';
  const computed = isLimited && period !== null ? afterIntervals(start ?? day, period) : null;
  return { start, end: endDay(stated.at('apply_till').unixSeconds, dayOf) ?? computed };
};

const ownDiscount = (stated: Payload, billing: Billing, context: ChargebeeContext): readonly LimitedDiscount[] => {
  const value = valueOf(stated, context);
  const duration = durationOf(stated, context);
  if (value === null) unknownDiscount(stated, stated.at('id').text, context);
  if (value === null || isUsedUp(stated, duration)) return [];
  const item = stated.at('apply_on').text === 'specific_item_price' ? stated.at('item_price_id').text : null;
  const coupon: Coupon = { ...value, duration, products: item === null ? null : [item] };
  return [datedDiscount(coupon, { ...billing, firstDay: context.firstDay, ...datesOf(stated, context) }, context)];
};

/** Coupons, then discounts of the subscription alone. Chargebee lists a coupon that it made for such a discount in both. */
export const discountsOf = (
  subscription: Payload,
  billing: Billing,
  context: ChargebeeContext,
): readonly LimitedDiscount[] => {
  const own = subscription.at('discounts').items;
  const made = new Set(own.map((each) => each.at('coupon_id').text).filter((id) => id !== null));
  const coupons = subscription.at('coupons').items.filter((each) => !made.has(each.at('coupon_id').text ?? ''));
  return [
    ...coupons.flatMap((each) => couponDiscount(each, billing, context)),
    ...own.flatMap((each) => ownDiscount(each, billing, context)),
  ];
};
