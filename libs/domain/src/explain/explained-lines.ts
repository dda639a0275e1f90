import type { CivilDate } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { annualized, gross } from '../lines/annual-rate.ts';
import { afterDiscount, isDiscountActive, net } from '../lines/discounts.ts';
import { countedDiscounts, lasts } from '../lines/lasting-discounts.ts';
import { type Discount, isPriced, type PricedLine, type UsageExpectedLine } from '../lines/line.ts';
import { isRunning, lineDays } from '../lines/line-days.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import type { CountedDiscounts } from '../policy/policy.ts';
import type { Term } from '../terms/term.ts';
import type { LineOnDay } from '../lines/line-course.ts';
import { linesOnDay, linesWithTrial, type Trial } from '../lines/lines-on-day.ts';

/** A discount on a day: whether it is active, whether annual rates take it, and the amount that it leaves. */
export type ExplainedDiscount<D extends Discount = Discount> = Readonly<{
  discount: D;
  isActive: boolean;
  lasts: boolean;
  counts: boolean;
  /** For a line's discount of one billing interval, for a contract's of a year. Null if the discount does not count. */
  leaves: Decimal | null;
}>;

/** The steps from the price of a billing interval to the annual rate (definitions, section 3). */
export type ExplainedLine = Readonly<{
  line: PricedLine;
  runs: boolean;
  gross: Decimal;
  discounts: readonly ExplainedDiscount[];
  /** For one billing interval, after the line's own discounts that count. */
  net: Decimal;
  /** For one billing interval, after every active discount, those of the contract included. */
  netOfAll: Decimal;
  /** 0 if the line does not run, or in a trial. */
  annualGross: Decimal;
  /** After the line's own discounts. */
  ownRate: Decimal;
  /** After the line's own discounts and those of the contract. */
  annualRate: Decimal;
  /** Whether the line is 0 after every discount in a trial, and so counts as 0 before discounts too. */
  isInTrial: boolean;
}>;

const explainedDiscounts = (
  line: PricedLine,
  term: Term,
  day: CivilDate,
  counted: readonly Discount[],
): readonly ExplainedDiscount[] => {
  let left = gross(line);
  const days = lineDays(line, term);
  return line.discounts.map((discount) => {
    const isActive = isDiscountActive(discount, day);
    const counts = isActive && counted.includes(discount);
    if (counts) left = afterDiscount(left, discount);
    return { discount, isActive, lasts: lasts(discount, days, term), counts, leaves: counts ? left : null };
  });
};

/** A day, the discounts that its rates take, and the trial of the contract. */
export type DayTerms = Readonly<{ day: CivilDate; counted: CountedDiscounts; trial: Trial | null }>;

type Running = Readonly<{ counted: LineOnDay; all: LineOnDay; inTrial: LineOnDay }>;

const explainedLine = (
  line: PricedLine,
  term: Term,
  { day, counted }: DayTerms,
  running: Running | null,
): ExplainedLine => {
  const discounts = countedDiscounts(line, term, counted);
  const left = net(line, discounts, day);
  return {
    line,
    runs: running !== null,
    gross: gross(line),
    discounts: explainedDiscounts(line, term, day, discounts),
    net: left,
    netOfAll: running?.all.net ?? net(line, line.discounts, day),
    annualGross: running?.inTrial.grossRate ?? ZERO,
    ownRate: running === null ? ZERO : annualized(left, line.per, term),
    annualRate: running?.inTrial.rate ?? ZERO,
    isInTrial: running !== null && !running.inTrial.grossRate.eq(running.counted.grossRate),
  };
};

export const explainedLines = (event: TermsEvent, at: DayTerms): readonly ExplainedLine[] => {
  const { day, counted, trial } = at;
  const [rates, all] = [linesOnDay(event, day, counted), linesOnDay(event, day, 'all')];
  const inTrial = linesWithTrial(event, day, { basis: counted, trial });
  return event.lines.filter(isPriced).map((line) => {
    const index = rates.findIndex((one) => one.line === line);
    const [own, every, tried] = [rates[index], all[index], inTrial[index]];
    const isOn = own !== undefined && every !== undefined && tried !== undefined;
    return explainedLine(line, event.term, at, isOn ? { counted: own, all: every, inTrial: tried } : null);
  });
};

/** A line of usage that is expected but not committed. */
export type ExplainedUsage = Readonly<{ line: UsageExpectedLine; runs: boolean; annualRate: Decimal }>;

export const explainedUsage = ({ lines, term }: TermsEvent, day: CivilDate): readonly ExplainedUsage[] =>
  lines
    .filter((line) => line.kind === 'usage_expected')
    .map((line) => {
      const isOn = isRunning(line, term, day);
      return { line, runs: isOn, annualRate: isOn ? annualized(line.amount, line.per, term) : ZERO };
    });
