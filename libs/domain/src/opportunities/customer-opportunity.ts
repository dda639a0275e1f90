import { changesOfArr } from '../ahead/customer-changes.ts';
import type { SignedDays } from '../ahead/signed-days.ts';
import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import { attributeSegment } from '../customers/attribute-segment.ts';
import { activeOn } from '../customers/contract-days.ts';
import { customerArr } from '../customers/customer-arr.ts';
import { ALL } from '../customers/dimensions.ts';
import { primaryContract } from '../customers/primary-contract.ts';
import { type Rates, reportingAmount } from '../customers/reporting-amount.ts';
import { type ReportingContract, reportingContracts } from '../customers/reporting-contracts.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { roundHalfEven } from '../money/rounding.ts';

/** A span with what its lines say about usage and size. Amounts are annual and in the contract's currency. */
export type OpportunityDays = SignedDays &
  Readonly<{
    expectedUsage: Decimal;
    /** The committed minimums before discounts, because expected usage has none; rounded once, like a measure. */
    committedUsage: Decimal;
    /** The quantities of its recurring lines. */
    quantity: Decimal;
  }>;

/** What a list of opportunities is seen from: the close of `today`, at its rates. */
export type OpportunityView = Readonly<{
  today: CivilDate;
  rates: Rates;
  /** The last day of the step-ups. */
  until: CivilDate;
  /** The measured days of three periods before, and `today`, in ascending order. */
  measured: readonly CivilDate[];
  /** `tier`, or `all` if the policy has no such dimension. */
  dimension: string;
  /** The 25th percentile of customers' ARR by segment, with the four places of a snapshot. */
  p25: ReadonlyMap<string, Decimal>;
}>;

/** A signed rise of a contract's ARR. */
export type SignedRise = Readonly<{ contractId: string; on: CivilDate; change: Decimal }>;

/** A customer that may buy more, with the figures that say so. Amounts are in the reporting currency. */
export type Opportunity = Readonly<{
  customerId: string;
  arr: Decimal;
  segment: string;
  stepUps: readonly SignedRise[];
  /** Of the next 90 days. */
  discountsEnding: readonly SignedRise[];
  /** Of the contracts whose expected usage exceeds their committed minimum; null without one. */
  usage: Readonly<{ expected: Decimal; committed: Decimal }> | null;
  /** Of a customer below the percentile that grew; the quantities are those of the measured days. */
  growth: Readonly<{ p25: Decimal; quantities: readonly Decimal[] }> | null;
}>;

/** How long before its end a discount is an occasion to talk. */
const DISCOUNT_DAYS = 90;

/** Of the last three changes of quantity, how many have to be growth. */
const GROWN_PERIODS = 2;

/** Those of the percentiles of a snapshot. */
export const PERCENTILE_PLACES = 4;

type Runs = readonly OpportunityDays[];
type Counted = readonly ReportingContract<OpportunityDays>[];

const countedOn = (runs: Runs, day: CivilDate, { rates }: OpportunityView): Counted =>
  reportingContracts(activeOn(runs, day), rates);

const usageOf = (counted: Counted, { rates }: OpportunityView): Opportunity['usage'] => {
  const exceeded = counted.flatMap(({ contract: { committedUsage, expectedUsage, currency } }) =>
    committedUsage.gt(0) && expectedUsage.gt(committedUsage)
      ? [{ expectedUsage, committedUsage, rate: rates.get(currency) ?? ZERO }]
      : [],
  );
  if (exceeded.length === 0) return null;
  return {
    expected: exceeded.reduce((sum, { expectedUsage, rate }) => sum.plus(reportingAmount(expectedUsage, rate)), ZERO),
    committed: exceeded.reduce(
      (sum, { committedUsage, rate }) => sum.plus(reportingAmount(committedUsage, rate)),
      ZERO,
    ),
  };
};

const quantityOn = (runs: Runs, day: CivilDate, at: OpportunityView): Decimal =>
  countedOn(runs, day, at).reduce((sum, { contract }) => sum.plus(contract.quantity), ZERO);

/** A first purchase is no growth. */
const hasGrown = (quantities: readonly Decimal[]): boolean =>
  quantities.filter((quantity, i) => {
    const before = quantities[i - 1];
    return before !== undefined && before.gt(0) && quantity.gt(before);
  }).length >= GROWN_PERIODS;

const growthOf = (
  runs: Runs,
  own: Pick<Opportunity, 'arr' | 'segment'>,
  at: OpportunityView,
): Opportunity['growth'] => {
  const p25 = at.p25.get(own.segment);
  // Both have the same places, so a customer that is the percentile itself is not below it.
  if (p25 === undefined || !roundHalfEven(own.arr, PERCENTILE_PLACES).lt(p25)) return null;
  const quantities = at.measured.map((day) => quantityOn(runs, day, at));
  return hasGrown(quantities) ? { p25, quantities } : null;
};

const segmentIn = (dimension: string, counted: Counted): string =>
  dimension === ALL ? ALL : attributeSegment(primaryContract(counted)?.attributes ?? {}, dimension);

/**
 * What says that a customer may buy more, seen from `today`: a step-up that is signed, a discount that ends, expected
 * usage above the committed minimum, or growth of a customer that pays less than most of its tier. Null if nothing
 * does, or if the customer is not active. `runs` are the spans of all of its contracts, from the first measured day on.
 */
export const customerOpportunity = (runs: Runs, at: OpportunityView): Opportunity | null => {
  const counted = countedOn(runs, at.today, at);
  const [first] = counted;
  const arr = customerArr(counted);
  if (first === undefined || !arr.gt(0)) return null;
  const segment = segmentIn(at.dimension, counted);
  const risesOf = (kind: 'step_up' | 'discount_ends', until: CivilDate): readonly SignedRise[] =>
    changesOfArr({ firstActiveDay: null, runs }, at, until)
      .filter(({ change }) => change === kind)
      .map(({ contractId, on, before, after }) => ({ contractId, on, change: after.minus(before) }));
  const opportunity: Opportunity = {
    customerId: first.contract.customerId,
    arr,
    segment,
    stepUps: risesOf('step_up', at.until),
    discountsEnding: risesOf('discount_ends', addDays(at.today, DISCOUNT_DAYS)),
    usage: usageOf(counted, at),
    growth: growthOf(runs, { arr, segment }, at),
  };
  const { stepUps, discountsEnding, usage, growth } = opportunity;
  return stepUps.length + discountsEnding.length > 0 || usage !== null || growth !== null ? opportunity : null;
};
