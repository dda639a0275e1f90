import { Fraction, ZERO_FRACTION } from '../properties/fraction.ts';
import { type Day, type Days, dayBefore, daysBetween, earlier, later, plusMonths } from './calendar.ts';
import type { Contract, Dated } from './contract.ts';
import { economicContent } from './economic-content.ts';
import { hasTerms, type TermsEvent } from './facts.ts';
import { type Counted, intervalDays, type LineRate, runsOn, timesAYear } from './lines.ts';
import type { Policy } from './policy.ts';
import { isValuedAtRunRate, monthsBetween, type TermInForce, termInForceOn, valuedOn } from './terms.ts';

/** Definitions, section 4: each rounded to ten places once. Null where an evergreen contract has no such value. */
export type Measures = Readonly<{
  arr: Fraction;
  grossArr: Fraction;
  acv: Fraction;
  contractedAcv: Fraction;
  contractValue: Fraction | null;
  oneTime: Fraction;
  tcv: Fraction | null;
  expectedUsage: Fraction;
}>;

export const round10 = (value: Fraction): Fraction => value.roundedAt(10);

export const countedInArr = ({ discounts }: Policy): Counted => discounts;

const annualSum = (rates: readonly LineRate[]): Fraction => Fraction.sum(rates.map(({ annual }) => annual));

/** The event whose rates count on a day; null where there are none. */
type Rated = (day: Day) => TermsEvent | null;

/** A contract on a day on which it is active, and what its rates go by. */
type Position = Readonly<{ contract: Contract; day: Day; event: TermsEvent; from: Day; policy: Policy }>;

const positionOn = (contract: Contract, day: Day, policy: Policy): Position | null => {
  const event = contract.active(day);
  const governing = contract.governing(day);
  return event === null || governing === null ? null : { contract, day, event, from: governing.from, policy };
};

const earliestEffectiveDay = ({ dated }: Contract): Day =>
  dated.map(({ from }) => from).reduce((a, b) => earlier(a, b));

/** On the governing event's own terms, on whatever day. */
const atOwnRates =
  ({ event, policy }: Position): Rated =>
  (day) =>
    valuedOn(event, day, policy.graceDays);

/** Rates as they governed. */
const asTheyGoverned = (position: Position): Rated => {
  const { contract, from, policy } = position;
  const first = earliestEffectiveDay(contract);
  return (day) => {
    if (day >= from) return atOwnRates(position)(day);
    const governing = contract.governing(later(day, first));
    return governing !== null && hasTerms(governing.event) ? valuedOn(governing.event, day, policy.graceDays) : null;
  };
};

/** The parts of a span in which no rate changes. */
const piecesOf = ({ changeDays }: Contract, { start, end }: Days): readonly Days[] => {
  const starts = [start, ...changeDays.filter((day) => start < day && day < end)];
  return starts.map((from, i) => ({ start: from, end: starts[i + 1] ?? end }));
};

const ratesOn = ({ contract }: Position, rated: Rated, day: Day, counted: Counted): readonly LineRate[] => {
  const event = rated(day);
  return event === null ? [] : contract.lineRates(event, day, counted);
};

const recurringValue = (position: Position, span: Days, anchor: Day, rated: Rated, counted: Counted): Fraction =>
  Fraction.sum(
    piecesOf(position.contract, span).map((piece) =>
      annualSum(ratesOn(position, rated, piece.start, counted))
        .times(monthsBetween(anchor, piece))
        .over(12n),
    ),
  );

/** What a line comes to over days of one rate: by months, or by the days that it bills. */
const lineValue = ({ line, annual }: LineRate, event: TermsEvent, piece: Days, anchor: Day): Fraction => {
  const days = intervalDays(line.per, event.term);
  if (days === null) return annual.times(monthsBetween(anchor, piece)).over(12n);
  const net = annual.dividedBy(timesAYear(line.per, event.term));
  return net.times(Fraction.whole(daysBetween(piece.start, piece.end))).over(BigInt(days));
};

const contractValue = (position: Position, inForce: TermInForce): Fraction => {
  const rated = asTheyGoverned(position);
  const span = cutOff(inForce.days, position);
  return Fraction.sum(
    piecesOf(position.contract, span).map((piece) => {
      const event = rated(piece.start);
      if (event === null) return ZERO_FRACTION;
      const rates = position.contract.lineRates(event, piece.start, 'all');
      return Fraction.sum(rates.map((rate) => lineValue(rate, event, piece, inForce.anchor)));
    }),
  );
};

const effectiveDays = ({ dated }: Contract): readonly Day[] => [...new Set(dated.map(({ from }) => from))].toSorted();

/** The latest day up to `day` on which the currency became another; a cancellation has none. */
const changeOfCurrency = ({ contract, day }: Position): Day | null => {
  let currency: string | null = null;
  let change: Day | null = null;
  for (const from of effectiveDays(contract)) {
    const event = from <= day ? contract.governing(from)?.event : undefined;
    if (event === undefined || !hasTerms(event)) continue;
    if (currency !== null && event.currency !== currency) change = from;
    currency = event.currency;
  }
  return change;
};

const cutOff = ({ start, end }: Days, position: Position): Days => ({
  start: later(start, changeOfCurrency(position) ?? start),
  end,
});

const contentOf = (dated: Dated | null): string | null =>
  dated !== null && hasTerms(dated.event) ? economicContent(dated.event) : null;

/** The first of the unbroken run of days up to `day` on which the same is agreed; not before `notBefore`. */
const economicChange = ({ contract, day }: Position, notBefore: Day): Day => {
  const content = contentOf(contract.governing(day));
  let first = day;
  for (const from of effectiveDays(contract).toReversed()) {
    if (from > day) continue;
    first = from;
    if (contentOf(contract.governing(dayBefore(from))) !== content) break;
  }
  return later(first, notBefore);
};

/** The contract year, counted from the start of the term and from its anchor, that holds the day. */
const contractYear = ({ days, anchor, monthsToStart }: TermInForce, day: Day): Days => {
  for (let year = 0; ; year += 1) {
    const start = plusMonths(anchor, monthsToStart + year * 12);
    const end = plusMonths(anchor, monthsToStart + (year + 1) * 12);
    if (day < end) return { start, end: earlier(end, days.end) };
  }
};

type Windows = Readonly<{ window: Days; year: Days; rated: Rated }>;

/** The window of the policy and its year `W`. */
const windowsOf = (position: Position, inForce: TermInForce): Windows => {
  const { start, end } = inForce.days;
  const change = economicChange(position, start);
  if (position.policy.amendmentBasis === 'remaining_term') {
    return {
      window: cutOff({ start: change, end }, position),
      year: cutOff({ start: change, end: earlier(end, plusMonths(change, 12)) }, position),
      rated: atOwnRates(position),
    };
  }
  return {
    window: cutOff({ start, end }, position),
    year: cutOff(contractYear(inForce, change), position),
    rated: asTheyGoverned(position),
  };
};

const averageOver = (position: Position, span: Days, anchor: Day, rated: Rated): Fraction =>
  recurringValue(position, span, anchor, rated, 'all').dividedBy(monthsBetween(anchor, span).over(12n));

const acvOf = (position: Position, inForce: TermInForce): Fraction => {
  const { window, year, rated } = windowsOf(position, inForce);
  switch (position.policy.ramp) {
    case 'average_in_year':
      return averageOver(position, year, inForce.anchor, rated);
    case 'term_average':
      return averageOver(position, window, inForce.anchor, rated);
    case 'exit_run_rate':
      return annualSum(ratesOn(position, rated, dayBefore(year.end), countedInArr(position.policy)));
  }
};

/** The nets, for one billing interval each, of the lines that run. */
const oneIntervalEach = ({ contract, event, day }: Position): Fraction =>
  Fraction.sum(
    contract.lineRates(event, day, 'all').map(({ line, annual }) => annual.dividedBy(timesAYear(line.per, event.term))),
  );

const oneTimeIn = ({ oneTime }: TermsEvent, inForce: TermInForce | null): Fraction =>
  Fraction.sum(
    oneTime
      .filter(
        ({ date }) => inForce === null || (date < inForce.days.end && (inForce.isFirst || inForce.days.start <= date)),
      )
      .map(({ amount }) => amount),
  );

const expectedOn = ({ expected, term }: TermsEvent, day: Day): Fraction =>
  Fraction.sum(
    expected.filter((line) => runsOn(line, term, day)).map(({ amount, per }) => amount.times(timesAYear(per, term))),
  );

export const arrOn = (contract: Contract, day: Day, policy: Policy): Fraction => {
  const event = contract.active(day);
  return event === null ? ZERO_FRACTION : round10(annualSum(contract.lineRates(event, day, countedInArr(policy))));
};

/** Null when the contract is not active. */
export const measuresOn = (contract: Contract, day: Day, policy: Policy): Measures | null => {
  const position = positionOn(contract, day, policy);
  if (position === null) return null;
  const { event } = position;
  const inForce = termInForceOn(event.term, day);
  const arr = annualSum(contract.lineRates(event, day, countedInArr(policy)));
  const acv = inForce === null || isValuedAtRunRate(event.term) ? arr : acvOf(position, inForce);
  const value = inForce === null ? null : contractValue(position, inForce);
  const committed = value ?? oneIntervalEach(position);
  const oneTime = oneTimeIn(event, inForce);
  return {
    arr: round10(arr),
    grossArr: round10(annualSum(contract.lineRates(event, day, 'none'))),
    acv: round10(acv),
    contractedAcv: round10(acv.isBelow(committed) ? acv : committed),
    contractValue: value === null ? null : round10(value),
    oneTime: round10(oneTime),
    tcv: value === null ? null : round10(value.plus(oneTime)),
    expectedUsage: round10(expectedOn(event, day)),
  };
};

/** What a booking is worth with every discount and without: over `W`, or a year at the rates of the day. */
export const bookedValues = (
  contract: Contract,
  day: Day,
  policy: Policy,
): Readonly<{ net: Fraction; gross: Fraction }> => {
  const position = positionOn(contract, day, policy);
  if (position === null) return { net: ZERO_FRACTION, gross: ZERO_FRACTION };
  const { event } = position;
  const inForce = termInForceOn(event.term, day);
  const value = (counted: Counted): Fraction => {
    if (inForce === null || isValuedAtRunRate(event.term)) return annualSum(contract.lineRates(event, day, counted));
    const { year, rated } = windowsOf(position, inForce);
    return recurringValue(position, year, inForce.anchor, rated, counted);
  };
  return { net: value('all'), gross: value('none') };
};
