import { type CivilDate, later } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { annualized } from '../lines/annual-rate.ts';
import type { OneTimeLine } from '../lines/line.ts';
import { isRunning } from '../lines/line-days.ts';
import { Decimal, ZERO } from '../money/decimal.ts';
import { type Quotient, quotient10, quotientPlus } from '../money/quotient.ts';
import { acvOfTerm } from './acv.ts';
import type { GovernedValues, Standpoint } from './rates-as-governed.ts';
import { type LineRate, sumOf } from './line-rates.ts';
import { linesOnDay } from '../lines/lines-on-day.ts';
import { round10 } from '../money/rounding.ts';
import type { TermInForce } from '../terms/term-in-force.ts';
import type { InFixedTerm } from './amendment-basis.ts';
import type { Days } from './pieces.ts';
import { yearsOf } from './recurring-value.ts';
import type { Valuation } from './valuation.ts';

/** Measures that stay the same while one term is in force under one event. An `acv` of null goes by the day's rate. */
export type TermMeasures = Readonly<{ acv: Quotient | null; contractValue: Quotient | null; oneTime: Decimal }>;

export const isFixed = (at: Standpoint): at is InFixedTerm => at.term.end !== null;

/** One-time lines dated in the term in force, or before it if it is the first. */
export const isChargedIn = ({ date }: OneTimeLine, { start, end, isFirst }: TermInForce): boolean =>
  (isFirst || start <= date) && (end === null || date < end);

const oneTimeIn = (event: TermsEvent, term: TermInForce): Decimal =>
  event.lines.reduce(
    (sum, line) => (line.kind === 'one_time' && isChargedIn(line, term) ? sum.plus(line.amount) : sum),
    ZERO,
  );

/** The days of a contract value: the term in force, cut off at the latest change of currency. */
export const contractValueDays = ({ entry: { currencySince }, term: { start, end } }: InFixedTerm): Days => ({
  start: currencySince === null ? start : later(start, currencySince),
  end,
});

const contractValueOf = (at: InFixedTerm, governed: GovernedValues): Quotient =>
  yearsOf(governed.value(at, contractValueDays(at), { anchor: at.term.anchor, basis: 'billed' }));

export const termMeasures = (at: Standpoint, valuation: Valuation): TermMeasures => {
  const oneTime = oneTimeIn(at.event, at.term);
  if (!isFixed(at)) return { acv: null, contractValue: null, oneTime };
  return {
    acv: acvOfTerm(at, valuation),
    contractValue: contractValueOf(at, valuation.governed),
    oneTime,
  };
};

/** One billing interval of each running line, every discount counted: the commitment of an evergreen contract. */
export const oneIntervalOfEach = (event: TermsEvent, day: CivilDate): Decimal =>
  linesOnDay(event, day, 'all').reduce((sum, line) => sum.plus(line.net), ZERO);

const expectedUsageOn = (event: TermsEvent, day: CivilDate): Decimal =>
  event.lines.reduce(
    (sum, line) =>
      line.kind === 'usage_expected' && isRunning(line, event.term, day)
        ? sum.plus(annualized(line.amount, line.per, event.term))
        : sum,
    ZERO,
  );

/** Everything that the measures of a day are made of. ARR, ACV and contract value are rounded already. */
type OnDay = Readonly<{
  event: TermsEvent;
  day: CivilDate;
  inTerm: TermMeasures;
  lines: readonly LineRate[];
  arr: Decimal;
  acv: Decimal;
  contractValue: Decimal | null;
}>;

type MeasureEntry = Readonly<{
  /** The column of the store, and the name in records and reports. */
  column: string;
  isNullable: boolean;
  /** Derives a measure that the store does not keep from the measures that it keeps. */
  ofStored?: (stored: Readonly<Record<'contractValue' | 'oneTime', Decimal | null>>) => Decimal | null;
  /** What it means, in a sentence. */
  meaning: string;
  of: (at: OnDay) => Decimal | null;
}>;

/**
 * Every measure of a contract on a day, in its own currency, each rounded once, half to even, to ten places (definitions,
 * section 4). Rows, records, schemas and comparisons of contracts are made of this table.
 */
export const MEASURES = {
  arr: {
    column: 'arr',
    isNullable: false,
    meaning: 'Annual recurring revenue: what the running lines cost a year.',
    of: ({ arr }): Decimal => arr,
  },
  grossArr: {
    column: 'gross_arr',
    isNullable: false,
    meaning: 'The same before discounts.',
    of: ({ lines }): Decimal => round10(sumOf(lines, 'gross')),
  },
  acv: {
    column: 'acv',
    isNullable: false,
    meaning: 'Annual contract value, by the policy.',
    of: ({ acv }): Decimal => acv,
  },
  contractedAcv: {
    column: 'contracted_acv',
    isNullable: false,
    meaning: 'The amount to which the customer is committed: at most `acv`.',
    // The smaller of two rounded amounts is the smaller amount, rounded.
    of: ({ event, day, acv, contractValue }): Decimal =>
      Decimal.min(acv, contractValue ?? round10(oneIntervalOfEach(event, day))),
  },
  contractValue: {
    column: 'contract_value',
    isNullable: true,
    meaning: 'The recurring value of the term in force; null for an evergreen contract.',
    of: ({ contractValue }) => contractValue,
  },
  oneTime: {
    column: 'one_time',
    isNullable: false,
    meaning: 'One-time lines dated in the term in force.',
    of: ({ inTerm: { oneTime } }): Decimal => round10(oneTime),
  },
  tcv: {
    column: 'tcv',
    isNullable: true,
    ofStored: ({ contractValue, oneTime }) =>
      contractValue === null || oneTime === null ? null : contractValue.plus(oneTime),
    meaning: 'Total contract value: `contract_value` + `one_time`; null for an evergreen contract.',
    of: ({ contractValue, inTerm }) =>
      inTerm.contractValue === null || inTerm.oneTime.isZero()
        ? contractValue
        : quotient10(quotientPlus(inTerm.contractValue, inTerm.oneTime)),
  },
  expectedUsage: {
    column: 'expected_usage',
    isNullable: false,
    meaning: 'Expected usage a year; in no other measure.',
    of: ({ event, day }): Decimal => round10(expectedUsageOn(event, day)),
  },
} as const satisfies Readonly<Record<string, MeasureEntry>>;

export type MeasureName = keyof typeof MEASURES;

/** A contract's worth on a day, in its own currency. */
export type Measures = Readonly<{ [N in MeasureName]: ReturnType<(typeof MEASURES)[N]['of']> }>;

export const MEASURE_NAMES = Object.keys(MEASURES) as readonly MeasureName[];

/** A measure that the store keeps in a column of its own. */
export type StoredMeasureName = {
  [N in MeasureName]: (typeof MEASURES)[N] extends Readonly<{ ofStored: unknown }> ? never : N;
}[MeasureName];

const isStored = (name: MeasureName): name is StoredMeasureName => !('ofStored' in MEASURES[name]);

export const STORED_MEASURE_NAMES: readonly StoredMeasureName[] = MEASURE_NAMES.filter(isStored);

const measuresBy = (value: (name: MeasureName) => Decimal | null): Measures =>
  Object.fromEntries(MEASURE_NAMES.map((name) => [name, value(name)])) as Measures;

/** The measures of a contract that is not active, evergreen or not. */
export const NO_MEASURES: Measures = measuresBy(() => ZERO);

/** The measures on `day`. The contract must be active then, and governed by `event` as it is valued on that day. */
export const measuresOn = (
  event: TermsEvent,
  day: CivilDate,
  inTerm: TermMeasures,
  lines: readonly LineRate[],
): Measures => {
  const arr = round10(sumOf(lines, 'net'));
  const acv = inTerm.acv === null ? arr : quotient10(inTerm.acv);
  const contractValue = inTerm.contractValue === null ? null : quotient10(inTerm.contractValue);
  const at: OnDay = { event, day, inTerm, lines, arr, acv, contractValue };
  return measuresBy((name) => MEASURES[name].of(at));
};

const isEqual = (a: Decimal | null, b: Decimal | null): boolean => (a === null || b === null ? a === b : a.eq(b));

/** Compares only the measures that the store keeps, because the others follow from them. */
export const equalMeasures = (a: Measures, b: Measures): boolean =>
  STORED_MEASURE_NAMES.every((name) => isEqual(a[name], b[name]));
