import type { ContractDiscount, ContractEvent, Discount, Line, TermsEvent } from '@app/domain';
import { type Fraction, fraction, ZERO_FRACTION } from './fraction.ts';
import { partsOf, PARTS, plusDays, plusMonths, utc } from './naive-calendar.ts';
import { asOn, coversDay, type Dated, governingOf, isActiveUnder, wholeMonths } from './naive-events.ts';

/** Section 3 of the definitions, day by day. */

const TIMES: Readonly<Record<string, number>> = { day: 365, week: 52, month: 12, quarter: 4, half_year: 2, year: 1 };

export type Priced = Extract<Line, { kind: 'recurring' | 'usage_commitment' }>;
export type Counted = 'all' | 'lasting' | 'none';

export const isPricedLine = (line: Line): line is Priced =>
  line.kind === 'recurring' || line.kind === 'usage_commitment';

export const lineRuns = (line: Line, { term }: TermsEvent, day: string): boolean =>
  coversDay(term, day, 0) && (line.start ?? term.start) <= day && (line.end === null || day < line.end);

type Bounds = Readonly<{ start: string | null; end: string | null }>;

/** `of` has the bounds of the discounted line, or of the whole contract, which runs with its term. */
const isLasting = (discount: Discount, of: Bounds, { term }: TermsEvent): boolean => {
  const { end } = discount;
  const start = discount.start ?? term.start;
  if (end === null || end >= plusMonths(start, 12)) return true;
  const ends = [of.end, term.autoRenew ? null : term.end].filter((day) => day !== null).toSorted();
  const first = [of.start ?? term.start, term.start].toSorted().at(-1) ?? '';
  const [last] = ends;
  return last !== undefined && start <= first && last <= end;
};

const isOn = ({ start, end }: Bounds, day: string): boolean => (start ?? day) <= day && (end === null || day < end);

const counts = (discount: Discount, of: Bounds, event: TermsEvent, counted: Counted): boolean =>
  counted === 'all' || (counted === 'lasting' && isLasting(discount, of, event));

const grossOf = (line: Priced): Fraction =>
  line.kind === 'recurring'
    ? fraction(line.quantity.toFixed()).times(fraction(line.unitPrice.toFixed()))
    : fraction(line.amount.toFixed());

const percentOff = (left: Fraction, { value }: Discount): Fraction =>
  left.times(fraction('100').minus(fraction(value.toFixed()))).over(100n);

const notBelowZero = (amount: Fraction): Fraction => (amount.isBelowZero() ? ZERO_FRACTION : amount);

const ownNet = (line: Priced, event: TermsEvent, day: string, counted: Counted): Fraction =>
  notBelowZero(
    line.discounts
      .filter((discount) => isOn(discount, day) && counts(discount, line, event, counted))
      .reduce(
        (left, discount) =>
          discount.type === 'amount' ? left.minus(fraction(discount.value.toFixed())) : percentOff(left, discount),
        grossOf(line),
      ),
  );

export const annual = (amount: Fraction, per: Priced['per'], { term }: TermsEvent): Fraction => {
  if (per.interval !== 'term') return amount.times(fraction(String(TIMES[per.interval]))).over(BigInt(per.count));
  const months = wholeMonths(term);
  const parts = months === null ? partsOf(term.start, { ...term, end: term.end ?? term.start }) : months.length * PARTS;
  return amount.times(fraction(String(12 * PARTS))).over(BigInt(parts));
};

const afterContract = (left: Fraction, discount: ContractDiscount, event: TermsEvent): Fraction =>
  discount.type === 'percent'
    ? percentOff(left, discount)
    : notBelowZero(left.minus(annual(fraction(discount.value.toFixed()), discount.per, event)));

/** A line that runs: its net amount for one interval, and its annual rate. */
export type NaiveLine = Readonly<{ line: Priced; net: Fraction; rate: Fraction }>;

const linesAt = (event: TermsEvent, day: string, counted: Counted): readonly NaiveLine[] => {
  const lines = event.lines
    .filter(isPricedLine)
    .filter((line) => lineRuns(line, event, day))
    .map((line) => ({ line, net: ownNet(line, event, day, counted) }))
    .map(({ line, net }) => ({ line, net, rate: annual(net, line.per, event) }));
  const sum = sumOf(lines);
  const left = event.discounts
    .filter((discount) => isOn(discount, day) && counts(discount, { start: null, end: null }, event, counted))
    .reduce((rest, discount) => afterContract(rest, discount, event), sum);
  if (sum.isZero()) return lines;
  return lines.map(({ line, net, rate }) => ({
    line,
    net: net.times(left).dividedBy(sum),
    rate: rate.times(left).dividedBy(sum),
  }));
};

const sumOf = (lines: readonly NaiveLine[]): Fraction => lines.reduce((sum, { rate }) => sum.plus(rate), ZERO_FRACTION);

/** The lines and discounts that are on or off on a day. Days with the same switches have the same rates. */
const switches = (event: TermsEvent, day: string): string =>
  [
    ...event.lines
      .filter(isPricedLine)
      .flatMap((line) => [lineRuns(line, event, day), ...line.discounts.map((one) => isOn(one, day))]),
    ...event.discounts.map((one) => isOn(one, day)),
  ].join();

const linesByEvent = new WeakMap<ContractEvent, Map<string, readonly NaiveLine[]>>();

export const linesOn = (event: TermsEvent, day: string, counted: Counted): readonly NaiveLine[] => {
  const lines = linesByEvent.get(event) ?? new Map<string, readonly NaiveLine[]>();
  linesByEvent.set(event, lines);
  const key = `${counted} ${switches(event, day)}`;
  const found = lines.get(key) ?? linesAt(event, day, counted);
  lines.set(key, found);
  return found;
};

/** A contract under the policy's days of grace, with its trial. */
export type NaiveContract = Readonly<{ dated: readonly Dated[]; graceDays: number; trial: Bounds | null }>;

/**
 * The lines of an event on a day, days of grace included. Before discounts, or with the lasting ones alone, the lines
 * of a trial that are charged nothing are left out.
 */
export const ownLinesOn = (
  { graceDays, trial }: Omit<NaiveContract, 'dated'>,
  event: ContractEvent | undefined,
  day: string,
  counted: Counted,
): readonly NaiveLine[] => {
  if (event === undefined || event.kind === 'cancelled' || !coversDay(event.term, day, graceDays)) return [];
  const read = asOn(event, day);
  const lines = linesOn(read, day, counted);
  if (counted === 'all' || trial === null || !isOn(trial, day)) return lines;
  const charged = linesOn(read, day, 'all');
  return lines.filter((_, i) => charged[i]?.rate.rounded() !== '0');
};

export const ownRateOn = (
  contract: Omit<NaiveContract, 'dated'>,
  event: ContractEvent | undefined,
  day: string,
  counted: Counted,
): Fraction => sumOf(ownLinesOn(contract, event, day, counted));

/** A day after everything that happens in a random history. */
const LAST_DAY = '2031-01-01';

/** The days from the first active one to the first that is charged. */
export const trialIn = (dated: readonly Dated[], graceDays: number): Bounds | null => {
  let start: string | null = null;
  for (let day = dated.map(({ from }) => from).toSorted()[0] ?? LAST_DAY; day < LAST_DAY; day = plusDays(day, 1)) {
    const governing = governingOf(dated, day);
    if (!isActiveUnder(governing, day, graceDays)) continue;
    start ??= day;
    if (ownRateOn({ graceDays, trial: null }, governing?.event, day, 'all').rounded() !== '0') {
      return { start, end: day };
    }
  }
  return start === null ? null : { start, end: null };
};

/** The days of the billing interval of a line that bills by days; null for other lines. */
export const billedDays = ({ per }: Priced, { term }: TermsEvent): number | null => {
  if (per.interval === 'term') {
    return wholeMonths(term) === null ? utc(term.end ?? term.start) - utc(term.start) : null;
  }
  if (per.interval === 'day') return per.count;
  return per.interval === 'week' ? 7 * per.count : null;
};
