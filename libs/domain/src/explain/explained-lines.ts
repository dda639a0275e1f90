import type { CivilDate } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { annualized, countedDiscounts, discounted, gross, isOpenOrCovers, lasts, net } from '../lines/annual-rate.ts';
import { type Discount, isPriced, type PricedLine, type UsageExpectedLine } from '../lines/line.ts';
import { isRunning } from '../lines/runs.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import type { CountedDiscounts } from '../policy/policy.ts';
import type { Term } from '../terms/term.ts';

/** A discount on a day: whether it is active, whether annual rates take it, and what it leaves of the interval's amount. */
export type ExplainedDiscount = Readonly<{
  discount: Discount;
  isActive: boolean;
  lasts: boolean;
  counts: boolean;
  /** Null where it does not count. */
  leaves: Decimal | null;
}>;

/** From the price of a billing interval to the annual rate (definitions, section 3). */
export type ExplainedLine = Readonly<{
  line: PricedLine;
  runs: boolean;
  gross: Decimal;
  discounts: readonly ExplainedDiscount[];
  /** For one billing interval: after the discounts that count, and after every active one. */
  net: Decimal;
  netOfAll: Decimal;
  /** 0 where the line does not run. */
  annualGross: Decimal;
  annualRate: Decimal;
}>;

const explainedDiscounts = (
  line: PricedLine,
  term: Term,
  day: CivilDate,
  counted: readonly Discount[],
): readonly ExplainedDiscount[] => {
  let left = gross(line);
  return line.discounts.map((discount) => {
    const isActive = isOpenOrCovers(discount, day);
    const counts = isActive && counted.includes(discount);
    if (counts) left = discounted(left, discount);
    return { discount, isActive, lasts: lasts(discount, term), counts, leaves: counts ? left : null };
  });
};

const explainedLine = (line: PricedLine, term: Term, day: CivilDate, policy: CountedDiscounts): ExplainedLine => {
  const isOn = isRunning(line, term, day);
  const counted = countedDiscounts(line, term, policy);
  const left = net(line, counted, day);
  return {
    line,
    runs: isOn,
    gross: gross(line),
    discounts: explainedDiscounts(line, term, day, counted),
    net: left,
    netOfAll: net(line, line.discounts, day),
    annualGross: isOn ? annualized(gross(line), line.per) : ZERO,
    annualRate: isOn ? annualized(left, line.per) : ZERO,
  };
};

export const explainedLines = (
  { lines, term }: TermsEvent,
  day: CivilDate,
  counted: CountedDiscounts,
): readonly ExplainedLine[] => lines.filter(isPriced).map((line) => explainedLine(line, term, day, counted));

/** What is expected without being committed. */
export type ExplainedUsage = Readonly<{ line: UsageExpectedLine; runs: boolean; annualRate: Decimal }>;

export const explainedUsage = ({ lines, term }: TermsEvent, day: CivilDate): readonly ExplainedUsage[] =>
  lines
    .filter((line) => line.kind === 'usage_expected')
    .map((line) => {
      const isOn = isRunning(line, term, day);
      return { line, runs: isOn, annualRate: isOn ? annualized(line.amount, line.per) : ZERO };
    });
