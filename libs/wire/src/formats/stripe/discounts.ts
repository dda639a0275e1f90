import type { CivilDate, Decimal } from '@app/domain';
import type { Coupon, Duration, LimitedDiscount } from '../frame/discounts.ts';
import { datedDiscount, listedCoupon, unknownDiscount } from '../frame/known-discounts.ts';
import type { Payload } from '../frame/payload.ts';
import { type Billing, major, type StripeContext } from './context.ts';

const durationOf = (coupon: Payload): Duration => {
  const duration = coupon.at('duration').text;
  if (duration === 'once') return { kind: 'once' };
  const months = coupon.at('duration_in_months').whole;
  return duration === 'repeating' && months !== null && months > 0 ? { kind: 'months', months } : { kind: 'forever' };
};

/** The products that a coupon is limited to. */
const productsOf = (coupon: Payload): readonly string[] | null => {
  const products = coupon.at('applies_to').at('products');
  return products.isThere ? products.items.flatMap((each) => each.id ?? []) : null;
};

/** A coupon in another currency comes off only where it has an amount in this one. */
const amountOff = (coupon: Payload, context: StripeContext): Decimal | null => {
  const stated = coupon.at('currency').text?.toUpperCase() ?? null;
  const code = context.currency.code ?? stated;
  if (code === null) return null;
  const option = coupon.at('currency_options').at(code.toLowerCase()).at('amount_off');
  if (stated !== code && !option.isThere) context.currency.add(stated, coupon.at('currency').path);
  const minor = (stated === code ? coupon.at('amount_off') : option).decimal;
  return minor === null ? null : major(minor, code, context);
};

const couponIn = (coupon: Payload, context: StripeContext): Coupon | null => {
  const rest = { duration: durationOf(coupon), products: productsOf(coupon) };
  const percent = coupon.at('percent_off').decimal;
  if (percent !== null) return { ...rest, type: 'percent', value: percent };
  const amount = coupon.at('amount_off').isThere ? amountOff(coupon, context) : null;
  return amount === null ? null : { ...rest, type: 'amount', value: amount };
};

const onDay = (payload: Payload, { dayOf }: StripeContext): CivilDate | null => {
  const instant = payload.unixSeconds;
  return instant === null ? null : dayOf(instant);
};

/** An id, which is all that webhooks carry: the catalog has the discount and its coupon. */
const listedDiscount = (payload: Payload, billing: Billing, context: StripeContext): LimitedDiscount | null => {
  const id = payload.text;
  const listed = id === null ? undefined : context.adapter.catalog.discounts.get(id);
  const coupon = listedCoupon(listed?.coupon ?? null, context);
  if (listed === undefined || coupon === null) return unknownDiscount(payload, id, context);
  const { start = null, end = null } = listed;
  return datedDiscount(
    coupon,
    { ...billing, firstDay: context.firstDay, start: start as CivilDate | null, end: end as CivilDate | null },
    context,
  );
};

/**
 * A discount with its coupon beside it, or since 2025 under `source`; whole or as an id. Null: its value is not known.
 */
const discountIn = (payload: Payload, billing: Billing, context: StripeContext): LimitedDiscount | null => {
  if (!payload.isObject) return listedDiscount(payload, billing, context);
  const stated = payload.at('coupon').isThere ? payload.at('coupon') : payload.at('source').at('coupon');
  // A phase of a schedule names a discount that exists already.
  if (!stated.isThere && payload.at('discount').isThere) return discountIn(payload.at('discount'), billing, context);
  const coupon = (stated.isObject ? couponIn(stated, context) : null) ?? listedCoupon(stated.id, context);
  if (coupon === null) return unknownDiscount(payload, stated.id ?? payload.at('id').text, context);
  const [start, end] = [onDay(payload.at('start'), context), onDay(payload.at('end'), context)];
  return datedDiscount(coupon, { ...billing, firstDay: context.firstDay, start, end }, context);
};

/** A list since 2025, before then one at most; for a time the list had ids alone, with one of them whole beside it. */
const statedDiscounts = (owner: Payload): readonly Payload[] => {
  const [list, single] = [owner.at('discounts').items, owner.at('discount')];
  const whole = single.at('id').text;
  if (list.length > 0) return list.map((each) => (whole !== null && each.value === whole ? single : each));
  if (single.isThere) return [single];
  // Phases of schedules had no discount, but a coupon.
  return owner.at('coupon').isThere ? [owner] : [];
};

/** The discounts of a subscription, an item or a phase, in their order. */
export const discountsIn = (owner: Payload, billing: Billing, context: StripeContext): readonly LimitedDiscount[] =>
  statedDiscounts(owner).flatMap((each) => discountIn(each, billing, context) ?? []);
