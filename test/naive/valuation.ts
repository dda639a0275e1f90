import { Fraction, ZERO_FRACTION } from '../properties/fraction.ts';
import { type Day, type Days, dayBefore, daysBetween } from './calendar.ts';
import type { Contract } from './contract.ts';
import type { TermsEvent } from './facts.ts';
import {
  annualSum,
  asTheyGoverned,
  piecesOf,
  type Position,
  positionOn,
  type Rated,
  ratesOn,
  recurringValue,
} from './governed-rates.ts';
import { type Counted, intervalDays, type LineRate, runsOn, timesAYear } from './lines.ts';
import type { Policy } from './policy.ts';
import { isValuedAtRunRate, monthsBetween, type TermInForce, termInForceOn } from './terms.ts';
import { cutOff, windowsOf } from './windows.ts';

/** The measures, each rounded once to ten decimals (definitions, section 4). An evergreen contract has some nulls. */
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

/** The value of a line over days of one rate: by months, or by days if it bills by days. */
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

/** The net amounts for one billing interval of the lines that run. */
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

/** The value of a booking with and without discounts, over `W` or over a year at the rates of the day. */
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
