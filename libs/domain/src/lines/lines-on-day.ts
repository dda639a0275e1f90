import type { CivilDate } from '../calendar/civil-date.ts';
import { covers, type Span } from '../calendar/span.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { round10 } from '../money/rounding.ts';
import type { CountedDiscounts } from '../policy/policy.ts';
import { annualized, gross } from './annual-rate.ts';
import { activeOfContract, afterRatio, contractRatio } from './contract-discounts.ts';
import { net } from './discounts.ts';
import { countedDiscounts } from './lasting-discounts.ts';
import { type Discount, isPriced, type PricedLine } from './line.ts';
import { isRunning } from './line-days.ts';

/** `none`: the list price. `billed`: every discount, and a line priced by days counts the amount that it bills. */
export type RateBasis = CountedDiscounts | 'none' | 'billed';

/** A running line: its net for one billing interval after the discounts that count, and its annual rates, unrounded. */
export type LineOnDay = Readonly<{ line: PricedLine; net: Decimal; grossRate: Decimal; rate: Decimal }>;

const NO_DISCOUNTS: readonly Discount[] = [];

/** The line's own discounts that count by this basis. */
export const discountsFor = (line: PricedLine, { term }: TermsEvent, basis: RateBasis): readonly Discount[] =>
  basis === 'none' ? NO_DISCOUNTS : countedDiscounts(line, term, basis === 'billed' ? 'all' : basis);

const lineOnDay = (line: PricedLine, event: TermsEvent, day: CivilDate, basis: RateBasis): LineOnDay => {
  const grossRate = annualized(gross(line), line.per, event.term);
  const discounts = discountsFor(line, event, basis);
  if (discounts.length === 0) return { line, net: gross(line), grossRate, rate: grossRate };
  const left = net(line, discounts, day);
  return { line, net: left, grossRate, rate: annualized(left, line.per, event.term) };
};

const afterOwnDiscounts = (event: TermsEvent, day: CivilDate, basis: RateBasis): readonly LineOnDay[] => {
  const lines: LineOnDay[] = [];
  for (const line of event.lines) {
    if (isPriced(line) && isRunning(line, event.term, day)) lines.push(lineOnDay(line, event, day, basis));
  }
  return lines;
};

export const sumOfRates = (lines: readonly LineOnDay[]): Decimal =>
  lines.reduce((sum, { rate }) => sum.plus(rate), ZERO);

/**
 * The recurring and commitment lines that run on `day`, after their own discounts and then those of the contract
 * (definitions, section 3).
 */
export const linesOnDay = (event: TermsEvent, day: CivilDate, basis: RateBasis): readonly LineOnDay[] => {
  const lines = afterOwnDiscounts(event, day, basis);
  if (event.discounts.length === 0 || basis === 'none') return lines;
  const ratio = contractRatio(sumOfRates(lines), activeOfContract(event, day, basis === 'billed' ? 'all' : basis));
  return ratio === null
    ? lines
    : lines.map((line) => ({ ...line, net: afterRatio(line.net, ratio), rate: afterRatio(line.rate, ratio) }));
};

/**
 * The days from a contract's first active day to the first one that is paid for; without an end if no day is paid for
 * (definitions, section 3).
 */
export type Trial = Span;

/**
 * Like `linesOnDay`, but on days of the trial the lines that are 0 after every discount are 0 before discounts too.
 * After every discount a line keeps its rate: one too small for the tenth place still adds to the value of a term.
 */
export const linesWithTrial = (
  event: TermsEvent,
  day: CivilDate,
  { basis, trial }: Readonly<{ basis: RateBasis; trial: Trial | null }>,
): readonly LineOnDay[] => {
  const lines = linesOnDay(event, day, basis);
  if (trial === null || !covers(trial, day)) return lines;
  const charged = linesOnDay(event, day, 'all');
  const inTrial = basis === 'all' ? { grossRate: ZERO } : { net: ZERO, grossRate: ZERO, rate: ZERO };
  return lines.map((line, i) => (round10(charged[i]?.rate ?? ZERO).isZero() ? { ...line, ...inTrial } : line));
};
