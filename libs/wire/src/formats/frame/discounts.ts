import { addMonths, type CivilDate, Decimal } from '@app/domain';
import { afterIntervals } from './billing-interval.ts';
import type { BillingInterval, StatedDiscount, StatedLine, SubscriptionDiscount } from './statement.ts';

export type Duration =
  Readonly<{ kind: 'forever' }> | Readonly<{ kind: 'months'; months: number }> | Readonly<{ kind: 'once' }>;

/** What a coupon takes off: a percentage, or an amount in major units. */
export type CouponValue = Readonly<{ type: 'percent' | 'amount'; value: Decimal }>;

/** A reduction as a system states it. `products` null: off the whole subscription. */
export type Coupon = CouponValue & Readonly<{ duration: Duration; products: readonly string[] | null }>;

/** The dates that decide how long a discount runs, beside its coupon. */
export type DiscountDates = Readonly<{
  start: CivilDate | null;
  end: CivilDate | null;
  /** Where the coming invoice is; null: not in the payload. */
  periodEnd: CivilDate | null;
  /** The billing interval of the plan; null: there is none. */
  interval: BillingInterval | null;
  /** The first day of the subscription, or of its step: that of a discount without a stated start. */
  firstDay: CivilDate;
}>;

/** Whether a discount has both its dates. */
export const isDated = ({ start, end }: Pick<DiscountDates, 'start' | 'end'>): boolean =>
  start !== null && end !== null;

/**
 * One that takes effect once comes off the coming invoice: of one billing interval from the end of the current period.
 * Where the system says from when to when it runs, nothing of that is assumed.
 */
const onceDates = ({ start, end, periodEnd, interval, firstDay }: DiscountDates) => {
  if (isDated({ start, end })) return { start, end };
  const from = periodEnd ?? start ?? firstDay;
  return { start: from, end: interval === null ? addMonths(from, 1) : afterIntervals(from, interval) };
};

const datesOf = (duration: Duration, dates: DiscountDates): Pick<StatedDiscount, 'start' | 'end'> => {
  const { start, end, firstDay } = dates;
  switch (duration.kind) {
    case 'forever':
      return { start, end };
    case 'months':
      return { start, end: end ?? addMonths(start ?? firstDay, duration.months) };
    case 'once':
      return onceDates(dates);
  }
};

/** The discount that a coupon makes of these dates. */
export const discountOf = ({ type, value, duration, products }: Coupon, dates: DiscountDates): LimitedDiscount => ({
  type,
  value,
  products,
  ...datesOf(duration, dates),
});

const HUNDRED = new Decimal(100);

type Recurring = Extract<StatedLine, { kind: 'recurring' }>;

/** What is left of a line after the discounts that it has already, for each billing interval. */
const netOf = ({ quantity, unitPrice, discounts }: Recurring): Decimal =>
  discounts.reduce(
    (left, { type, value }) =>
      type === 'percent' ? left.times(HUNDRED.minus(value)).div(HUNDRED) : left.minus(Decimal.min(left, value)),
    quantity.times(unitPrice),
  );

/**
 * These lines with a discount of some products; null: of all. A percentage comes off each line; an amount comes off
 * once, so it is spread over the lines from the first one on, none of them below nothing.
 */
const withDiscount = (
  lines: readonly StatedLine[],
  discount: StatedDiscount,
  products: readonly string[] | null,
): readonly StatedLine[] => {
  let left = discount.value;
  return lines.map((line) => {
    if (line.kind !== 'recurring' || (products !== null && !products.includes(line.product))) return line;
    if (discount.type === 'percent') return { ...line, discounts: [...line.discounts, discount] };
    const value = Decimal.min(left, netOf(line));
    left = left.minus(value);
    return value.isZero() ? line : { ...line, discounts: [...line.discounts, { ...discount, value }] };
  });
};

/** A discount, and the products that it is limited to. */
export type LimitedDiscount = StatedDiscount & Readonly<{ products: readonly string[] | null }>;

/** These lines with discounts that are off each of them, in the listed order. */
export const withLineDiscounts = (
  lines: readonly StatedLine[],
  all: readonly LimitedDiscount[],
): readonly StatedLine[] =>
  all.reduce<readonly StatedLine[]>(
    (discounted, { products, ...discount }) => withDiscount(discounted, discount, products),
    lines,
  );

/**
 * Discounts of a subscription behind those of its lines, in the listed order: off some products, or off all of it. An
 * amount off all of it is for each interval of the plan; `plan` null: for each of the first line.
 */
export const withDiscounts = (
  lines: readonly StatedLine[],
  all: readonly LimitedDiscount[],
  plan: BillingInterval | null = null,
): Readonly<{ lines: readonly StatedLine[]; discounts: readonly SubscriptionDiscount[] }> => {
  const first = lines.find((line) => line.kind === 'recurring');
  const per = plan ?? first?.per ?? null;
  const discounts: SubscriptionDiscount[] = [];
  let discounted = lines;
  for (const { products, ...discount } of all) {
    if (products === null) discounts.push({ ...discount, per });
    else discounted = withDiscount(discounted, discount, products);
  }
  return { lines: discounted, discounts };
};
