import type { CivilDate } from '../calendar/civil-date.ts';
import { covers, type Span } from '../calendar/span.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { round10 } from '../money/rounding.ts';
import { activeOfContract, afterRatio, type ContractRatio, contractRatio } from './contract-discounts.ts';
import { lineCourses, type LineOnDay, type RateBasis } from './line-course.ts';

/** The recurring and commitment lines that run on `day`, before the discounts of the contract. */
export const afterOwnDiscounts = (event: TermsEvent, day: CivilDate, basis: RateBasis): readonly LineOnDay[] => {
  const lines: LineOnDay[] = [];
  for (const { runs, on } of lineCourses(event, basis)) if (covers(runs, day)) lines.push(on(day));
  return lines;
};

export const sumOfRates = (lines: readonly LineOnDay[]): Decimal =>
  lines.reduce((sum, { rate }) => sum.plus(rate), ZERO);

/** The ratio that the discounts of the contract leave of these lines on `day`; null if they change nothing. */
export const ratioOn = (
  event: TermsEvent,
  day: CivilDate,
  lines: readonly LineOnDay[],
  basis: RateBasis,
): ContractRatio | null =>
  event.discounts.length === 0 || basis === 'none'
    ? null
    : contractRatio(sumOfRates(lines), activeOfContract(event, day, basis === 'billed' ? 'all' : basis));

/**
 * The recurring and commitment lines that run on `day`, after their own discounts and then those of the contract
 * (definitions, section 3).
 */
export const linesOnDay = (event: TermsEvent, day: CivilDate, basis: RateBasis): readonly LineOnDay[] => {
  const lines = afterOwnDiscounts(event, day, basis);
  const ratio = ratioOn(event, day, lines, basis);
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
  const inTrial =
    basis === 'all' || basis === 'billed' ? { grossRate: ZERO } : { net: ZERO, grossRate: ZERO, rate: ZERO };
  return lines.map((line, i) => (round10(charged[i]?.rate ?? ZERO).isZero() ? { ...line, ...inTrial } : line));
};
