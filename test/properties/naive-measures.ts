import type { ContractEvent, Discount, Line, Policy, TermsEvent } from '@app/domain';
import { type Fraction, fraction, ZERO_FRACTION } from './fraction.ts';

/**
 * The definitions, read out day by day: slow, with fractions and calendar arithmetic of its own, sharing nothing with
 * the domain but the shapes of events. What the fast way says is held against it.
 */

/** The same text for the same question: the calendar is asked for the same days again and again. */
const remembered = <V>(answer: (date: string, amount: number) => V): ((date: string, amount: number) => V) => {
  const known = new Map<string, V>();
  return (date, amount) => {
    const key = `${date} ${amount}`;
    const value = known.get(key) ?? answer(date, amount);
    known.set(key, value);
    return value;
  };
};

const utc = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const dateOf = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);
const plusDays = remembered((date, days) => dateOf(utc(date) + days));

const plusMonths = remembered((date, months) => {
  const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(dayOfMonth, last)))
    .toISOString()
    .slice(0, 10);
});

const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const inRecordOrder = (events: readonly ContractEvent[]): readonly ContractEvent[] =>
  events.toSorted(
    (a, b) =>
      a.version - b.version ||
      a.recordedAt.seconds - b.recordedAt.seconds ||
      a.recordedAt.nanos - b.recordedAt.nanos ||
      byCodePoint(a.id, b.id) ||
      byCodePoint(a.source, b.source),
  );

type Dated = Readonly<{ event: ContractEvent; from: string }>;

const governingOf = (dated: readonly Dated[], day: string): Dated | undefined =>
  dated.findLast(({ from }) => from <= day);

const coversDay = ({ start, end, autoRenew }: TermsEvent['term'], day: string): boolean =>
  start <= day && (end === null || day < end || autoRenew);

const isActiveUnder = (dated: Dated | undefined, day: string): boolean =>
  dated !== undefined && dated.event.kind !== 'cancelled' && coversDay(dated.event.term, day);

/** Every event with its effective day, in record order. */
const datedEvents = (events: readonly ContractEvent[]): readonly Dated[] => {
  const dated: Dated[] = [];
  for (const event of inRecordOrder(events)) {
    const before = plusDays(event.effectiveDate, -1);
    const isEarlyRenewal =
      event.kind === 'amended' &&
      event.term.start > event.effectiveDate &&
      isActiveUnder(governingOf(dated, before), before);
    dated.push({ event, from: isEarlyRenewal ? event.term.start : event.effectiveDate });
  }
  return dated;
};

const TIMES: Readonly<Record<string, number>> = { day: 365, week: 52, month: 12, quarter: 4, half_year: 2, year: 1 };

type Priced = Extract<Line, { kind: 'recurring' | 'usage_commitment' }>;
type Counted = 'all' | 'lasting' | 'none';

const isPricedLine = (line: Line): line is Priced => line.kind === 'recurring' || line.kind === 'usage_commitment';

const lineRuns = (line: Line, { term }: TermsEvent, day: string): boolean =>
  coversDay(term, day) && (line.start ?? term.start) <= day && (line.end === null || day < line.end);

const isLasting = ({ start, end }: Discount, { term }: TermsEvent): boolean =>
  end === null ||
  end >= plusMonths(start ?? term.start, 12) ||
  (term.end !== null && !term.autoRenew && end >= term.end);

const grossOf = (line: Priced): Fraction =>
  line.kind === 'recurring'
    ? fraction(line.quantity.toFixed()).times(fraction(line.unitPrice.toFixed()))
    : fraction(line.amount.toFixed());

const netOf = (line: Priced, event: TermsEvent, day: string, counted: Counted): Fraction => {
  let left = grossOf(line);
  for (const discount of line.discounts) {
    if (counted === 'none' || (counted === 'lasting' && !isLasting(discount, event))) continue;
    if ((discount.start ?? day) > day || (discount.end !== null && day >= discount.end)) continue;
    const value = fraction(discount.value.toFixed());
    left = discount.type === 'amount' ? left.minus(value) : left.times(fraction('100').minus(value)).over(100n);
  }
  return left.isBelowZero() ? ZERO_FRACTION : left;
};

const annual = (amount: Fraction, { interval, count }: Priced['per']): Fraction =>
  amount.times(fraction(String(TIMES[interval]))).over(BigInt(count));

/** On days on which the same lines run, with the same discounts, the rate is the same. */
const rates = new WeakMap<ContractEvent, Map<string, Fraction>>();

const runningOn = (event: TermsEvent, day: string): string =>
  event.lines
    .filter(isPricedLine)
    .map(
      (line) =>
        `${lineRuns(line, event, day)} ${line.discounts.map((one) => (one.start ?? day) <= day && day < (one.end ?? '9')).join()}`,
    )
    .join('|');

const rateOn = (event: ContractEvent | undefined, day: string, counted: Counted): Fraction => {
  if (event === undefined || event.kind === 'cancelled') return ZERO_FRACTION;
  const known = rates.get(event) ?? new Map<string, Fraction>();
  rates.set(event, known);
  const key = `${counted} ${runningOn(event, day)}`;
  const rate =
    known.get(key) ??
    event.lines
      .filter(isPricedLine)
      .filter((line) => lineRuns(line, event, day))
      .reduce((sum, line) => sum.plus(annual(netOf(line, event, day, counted), line.per)), ZERO_FRACTION);
  known.set(key, rate);
  return rate;
};

type InForce = Readonly<{ start: string; end: string; anchor: string; isFirst: boolean }>;

const wholeMonths = (start: string, end: string): number | null => {
  for (let n = 1; plusMonths(start, n) <= end; n += 1) if (plusMonths(start, n) === end) return n;
  return null;
};

const termInForceOn = ({ term: { start, end } }: TermsEvent, day: string): InForce | null => {
  if (end === null) return null;
  const months = wholeMonths(start, end);
  const length = utc(end) - utc(start);
  for (let k = 0; ; k += 1) {
    const from = months === null ? plusDays(start, k * length) : plusMonths(start, k * months);
    const to = months === null ? plusDays(start, (k + 1) * length) : plusMonths(start, (k + 1) * months);
    if (day < to) return { start: from, end: to, anchor: months === null ? from : start, isFirst: k === 0 };
  }
};

/** Every fraction of a month is a whole number of these. */
const PARTS = 28 * 29 * 30 * 31;

/** The share of a month that one day is, in parts. */
const partsOfDay = (anchor: string, day: string): number => {
  const months =
    (Number(day.slice(0, 4)) - Number(anchor.slice(0, 4))) * 12 + Number(day.slice(5, 7)) - Number(anchor.slice(5, 7));
  const n = plusMonths(anchor, months) <= day ? months : months - 1;
  return PARTS / (utc(plusMonths(anchor, n + 1)) - utc(plusMonths(anchor, n)));
};

type Days = Readonly<{ start: string; end: string }>;

const eachDay = ({ start, end }: Days): readonly string[] =>
  Array.from({ length: Math.max(0, utc(end) - utc(start)) }, (_, i) => plusDays(start, i));

type RateOnDay = (day: string) => Fraction;

/** The sum over days of the annual rate times the day's share of a month; days of one rate are taken together. */
const sumOver = (days: Days, anchor: string, rate: RateOnDay): Fraction => {
  const shares = new Map<string, { rate: Fraction; parts: number }>();
  for (const day of eachDay(days)) {
    const value = rate(day);
    const known = shares.get(value.key) ?? { rate: value, parts: 0 };
    shares.set(value.key, { ...known, parts: known.parts + partsOfDay(anchor, day) });
  }
  return [...shares.values()].reduce(
    (sum, { rate: value, parts }) => sum.plus(value.times(fraction(String(parts)))),
    ZERO_FRACTION,
  );
};

const valueOver = (days: Days, anchor: string, rate: RateOnDay): Fraction =>
  sumOver(days, anchor, rate).over(BigInt(12 * PARTS));

const averageOver = (days: Days, anchor: string, rate: RateOnDay): Fraction =>
  sumOver(days, anchor, rate).over(BigInt(eachDay(days).reduce((sum, day) => sum + partsOfDay(anchor, day), 0)));

/** All that makes two events economically the same, as text. */
const contentOf = (event: ContractEvent): string | null => {
  if (event.kind === 'cancelled') return null;
  const lines = event.lines.filter(isPricedLine).map((line) => ({
    ...line,
    start: line.start ?? event.term.start,
    per: `${line.per.count} ${line.per.interval}`,
    discounts: line.discounts.map((discount) => ({ ...discount, value: discount.value.toFixed() })),
  }));
  const texts = lines.map((line) => JSON.stringify(Object.entries(line).toSorted(([a], [b]) => byCodePoint(a, b))));
  return JSON.stringify([event.term.start, event.term.end, event.term.autoRenew, event.currency, texts.toSorted()]);
};

const latest = (...dates: readonly string[]): string => dates.toSorted().at(-1) ?? '';
const earliest = (...dates: readonly string[]): string => dates.toSorted()[0] ?? '';

/** The latest day up to `day` on which the currency became another; a cancellation has none. */
const currencyChange = (dated: readonly Dated[], day: string): string | null => {
  let currency: string | null = null;
  let change: string | null = null;
  for (const from of [...new Set(dated.map((one) => one.from))].toSorted()) {
    if (from > day) break;
    const event = governingOf(dated, from)?.event;
    if (event === undefined || event.kind === 'cancelled') continue;
    if (currency !== null && event.currency !== currency) change = from;
    currency = event.currency;
  }
  return change;
};

const economicChange = (dated: readonly Dated[], governing: Dated, day: string, notBefore: string): string => {
  const content = contentOf(governing.event);
  let first = day;
  while (first > notBefore) {
    const before = governingOf(dated, plusDays(first, -1));
    if (before === undefined || contentOf(before.event) !== content) break;
    first = plusDays(first, -1);
  }
  return latest(first, notBefore);
};

/** Before the governing event took effect the rates of who governed then; before all of them, of the first. */
const governedRate = (dated: readonly Dated[], governing: Dated, counted: Counted): RateOnDay => {
  const first = earliest(...dated.map(({ from }) => from));
  return (day) => {
    if (day >= governing.from) return rateOn(governing.event, day, counted);
    return rateOn(governingOf(dated, latest(day, first))?.event, day, counted);
  };
};

/** The contract year that holds `day`, of twelve months from the start of the term. */
const yearHolding = ({ start, end, anchor }: InForce, day: string): Days => {
  const toStart = anchor === start ? 0 : (wholeMonths(anchor, start) ?? 0);
  for (let year = 0; ; year += 1) {
    const to = plusMonths(anchor, toStart + (year + 1) * 12);
    if (day < to) return { start: latest(start, plusMonths(anchor, toStart + year * 12)), end: earliest(end, to) };
  }
};

type Basis = Pick<Policy, 'ramp' | 'amendmentBasis' | 'discounts'>;

const cutOff = (days: Days, change: string | null): Days => ({
  ...days,
  start: latest(days.start, change ?? days.start),
});

const acvOf = (
  dated: readonly Dated[],
  governing: Dated & { event: TermsEvent },
  inForce: InForce,
  day: string,
  policy: Basis,
): Fraction => {
  const { start, end, anchor } = inForce;
  const change = economicChange(dated, governing, day, start);
  const currency = currencyChange(dated, day);
  const isRemaining = policy.amendmentBasis === 'remaining_term';
  const window = isRemaining ? { start: change, end } : cutOff({ start, end }, currency);
  const year = isRemaining
    ? { start: change, end: earliest(end, plusMonths(change, 12)) }
    : cutOff(yearHolding(inForce, change), currency);
  const rates = (counted: Counted): RateOnDay =>
    isRemaining ? (on) => rateOn(governing.event, on, counted) : governedRate(dated, governing, counted);
  switch (policy.ramp) {
    case 'average_in_year':
      return averageOver(year, anchor, rates('all'));
    case 'exit_run_rate':
      return rates(policy.discounts)(plusDays(year.end, -1));
    case 'term_average':
      return averageOver(window, anchor, rates('all'));
  }
};

export type NaiveMeasures = Readonly<{
  arr: string;
  grossArr: string;
  acv: string;
  contractedAcv: string;
  contractValue: string | null;
  oneTime: string;
  tcv: string | null;
  expectedUsage: string;
}>;

const oneTimeOf = ({ lines }: TermsEvent, inForce: InForce | null): Fraction =>
  lines.reduce((sum, line) => {
    const counts =
      line.kind === 'one_time' &&
      (inForce === null || ((inForce.isFirst || inForce.start <= line.date) && line.date < inForce.end));
    return counts ? sum.plus(fraction(line.amount.toFixed())) : sum;
  }, ZERO_FRACTION);

const oneIntervalEach = (event: TermsEvent, day: string): Fraction =>
  event.lines
    .filter(isPricedLine)
    .filter((line) => lineRuns(line, event, day))
    .reduce((sum, line) => sum.plus(netOf(line, event, day, 'all')), ZERO_FRACTION);

const expectedOn = (event: TermsEvent, day: string): Fraction =>
  event.lines.reduce(
    (sum, line) =>
      line.kind === 'usage_expected' && lineRuns(line, event, day)
        ? sum.plus(annual(fraction(line.amount.toFixed()), line.per))
        : sum,
    ZERO_FRACTION,
  );

export type NaiveReading = Readonly<{
  /** The event that governs on the day; undefined before all of them. */
  governing: (day: string) => ContractEvent | undefined;
  isActive: (day: string) => boolean;
  /** Null where the contract is not active. */
  measures: (day: string, policy: Basis) => NaiveMeasures | null;
}>;

const hasTerms = (dated: Dated): dated is Dated & { event: TermsEvent } => dated.event.kind !== 'cancelled';

export const naiveReading = (events: readonly ContractEvent[]): NaiveReading => {
  const dated = datedEvents(events);
  const measures: NaiveReading['measures'] = (day, policy) => {
    const governing = governingOf(dated, day);
    if (governing === undefined || !hasTerms(governing) || !isActiveUnder(governing, day)) return null;
    const { event } = governing;
    const inForce = termInForceOn(event, day);
    const arr = rateOn(event, day, policy.discounts);
    const isRunRate =
      inForce === null || (event.term.autoRenew && (event.term.end ?? '') < plusMonths(event.term.start, 12));
    const acv = isRunRate || inForce === null ? arr : acvOf(dated, governing, inForce, day, policy);
    const contractValue =
      inForce === null
        ? null
        : valueOver(cutOff(inForce, currencyChange(dated, day)), inForce.anchor, governedRate(dated, governing, 'all'));
    const oneTime = oneTimeOf(event, inForce);
    const committed = contractValue ?? oneIntervalEach(event, day);
    return {
      arr: arr.rounded(),
      grossArr: rateOn(event, day, 'none').rounded(),
      acv: acv.rounded(),
      contractedAcv: (acv.isBelow(committed) ? acv : committed).rounded(),
      contractValue: contractValue?.rounded() ?? null,
      oneTime: oneTime.rounded(),
      tcv: contractValue?.plus(oneTime).rounded() ?? null,
      expectedUsage: expectedOn(event, day).rounded(),
    };
  };
  return {
    governing: (day) => governingOf(dated, day)?.event,
    isActive: (day) => isActiveUnder(governingOf(dated, day), day),
    measures,
  };
};
