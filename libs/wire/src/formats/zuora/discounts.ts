import type { Decimal } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import { monthsIn } from '../frame/billing-interval.ts';
import { type LimitedDiscount, withLineDiscounts } from '../frame/discounts.ts';
import { datedDiscount, listedCoupon, unknownDiscount } from '../frame/known-discounts.ts';
import type { BillingInterval, StatedLine, SubscriptionDiscount } from '../frame/statement.ts';
import { billingPeriodOf } from './billing-period.ts';
import { chargeNumberOf, openEnd } from './charges.ts';
import type { ZuoraContext } from './context.ts';
import type { Segment } from './segments.ts';
import { fieldOf } from './spelling.ts';
import { withSpreadAmount } from './spread-amount.ts';
import { statedId, statedWord } from './values.ts';

/** A line with the segment of a charge that it is of. */
export type ChargeLine = Readonly<{ segment: Segment; line: StatedLine }>;

/** A discount of a rate plan, or of the whole subscription (`plan` null). `per` is of amounts. */
type ChargeDiscount = Readonly<{ plan: number | null; per: BillingInterval | null; off: LimitedDiscount }>;

/** Discounts apply to recurring, one-off or usage charges, or to several of them; without a word to all. */
const isOffRecurring = ({ charge }: Segment): boolean =>
  statedWord(fieldOf(charge, 'applyDiscountTo'))?.includes('recurring') ?? true;

const statedValue = ({ charge }: Segment): Pick<LimitedDiscount, 'type' | 'value'> | null => {
  const percent = fieldOf(charge, 'discountPercentage').decimal;
  const amount = fieldOf(charge, 'discountAmount').decimal;
  const isPercent = statedWord(fieldOf(charge, 'chargeModel', 'model'))?.includes('percent') ?? false;
  const value = isPercent ? percent : amount;
  return value === null ? null : { type: isPercent ? 'percent' : 'amount', value };
};

/** The discount of a charge on its days; where it has no value, by the catalog’s coupon for the product’s charge. */
const offOf = (segment: Segment, per: BillingInterval | null, context: ZuoraContext): LimitedDiscount | null => {
  const [value, end] = [statedValue(segment), openEnd(segment, context)];
  if (value !== null) return { ...value, start: segment.start, end, products: null };
  const id = statedId(fieldOf(segment.charge, 'productRatePlanChargeId')) ?? chargeNumberOf(segment);
  const coupon = listedCoupon(id, context);
  if (coupon === null) return unknownDiscount(segment.charge, id, context);
  const dates = { start: segment.start, end, periodEnd: null, interval: per, firstDay: context.firstDay };
  return datedDiscount(coupon, dates, context);
};

/** The interval of an amount: as the discount is billed, else as the first recurring charge is. */
const perOf = (segment: Segment, lines: readonly ChargeLine[], context: ZuoraContext): BillingInterval | null =>
  [segment, ...lines.filter(({ line }) => line.kind === 'recurring').map((each) => each.segment)]
    .map((each) => billingPeriodOf(each, context))
    .find((each) => each !== null) ?? null;

const discountsIn = (
  segments: readonly Segment[],
  lines: readonly ChargeLine[],
  context: ZuoraContext,
): readonly ChargeDiscount[] =>
  segments.flatMap((segment) => {
    if (segment.type !== 'discount' || !isOffRecurring(segment)) return [];
    const per = perOf(segment, lines, context);
    const off = offOf(segment, per, context);
    if (off === null || (off.start !== null && off.start === segment.end)) return [];
    if (off.type === 'amount' && per === null) {
      const reason = `is missing: ${shown(chargeNumberOf(segment))} takes off an amount`;
      context.findings.refuse('amount_unknown', fieldOf(segment.charge, 'billingPeriod').path, reason);
    }
    const isOfPlan = statedWord(fieldOf(segment.charge, 'discountLevel')) === 'rateplan';
    return [{ plan: isOfPlan ? segment.plan : null, per, off }];
  });

const WEEKS_A_YEAR = 52;
const DAYS_A_YEAR = 365;
const DECIMALS_MAX = 10;

/** An amount of a billing interval for a month, which is what lines are priced by. */
const aMonth = (value: Decimal, per: BillingInterval): Decimal => {
  const months = monthsIn(per);
  if (months !== null) return value.div(months).toDecimalPlaces(DECIMALS_MAX);
  const timesAYear = per.interval === 'week' ? WEEKS_A_YEAR : DAYS_A_YEAR;
  return value
    .times(timesAYear)
    .div(12 * per.count)
    .toDecimalPlaces(DECIMALS_MAX);
};

type Discounted = Readonly<{ lines: readonly ChargeLine[]; discounts: readonly SubscriptionDiscount[] }>;

const isOf = ({ segment, line }: ChargeLine, plan: number | null): boolean =>
  line.kind === 'recurring' && (plan === null || segment.plan === plan);

/** Lines of which those that a discount is for have it: a percentage each, an amount together. */
const withPlanDiscount = (lines: readonly ChargeLine[], { plan, off, per }: ChargeDiscount): readonly ChargeLine[] => {
  const { products, ...stated } = off;
  const isFor = (each: ChargeLine): boolean =>
    isOf(each, plan) && (products === null || products.includes(each.line.product));
  const chosen = lines.flatMap((each) => (isFor(each) && each.line.kind === 'recurring' ? [each.line] : []));
  const discounted =
    off.type === 'amount' && per !== null
      ? withSpreadAmount(chosen, { ...stated, value: aMonth(off.value, per) })
      : withLineDiscounts(chosen, [off]);
  return lines.map((each) => ({
    ...each,
    line: discounted[chosen.findIndex((line) => line === each.line)] ?? each.line,
  }));
};

/** An amount off a rate plan is one off the subscription if the plan is all of it. */
const withDiscount = ({ lines, discounts }: Discounted, discount: ChargeDiscount): Discounted => {
  const { plan, off, per } = discount;
  const ofPlan = lines.filter((each) => isOf(each, plan));
  const isWhole = ofPlan.length === lines.filter((each) => isOf(each, null)).length;
  const { products, ...stated } = off;
  return products === null && (plan === null || (off.type === 'amount' && isWhole))
    ? { lines, discounts: [...discounts, { ...stated, per }] }
    : { lines: withPlanDiscount(lines, discount), discounts };
};

/** Lines with the discounts of rate plans, and the discounts of the subscription, each in the listed order. */
export const withChargeDiscounts = (
  segments: readonly Segment[],
  lines: readonly ChargeLine[],
  context: ZuoraContext,
): Readonly<{ lines: readonly StatedLine[]; discounts: readonly SubscriptionDiscount[] }> => {
  const discounted = discountsIn(segments, lines, context).reduce<Discounted>(
    (before, each) => withDiscount(before, each),
    { lines, discounts: [] },
  );
  return { lines: discounted.lines.map(({ line }) => line), discounts: discounted.discounts };
};
