import { Fraction, ZERO_FRACTION } from '../properties/fraction.ts';
import { type Day, dayBefore, plusDays } from './calendar.ts';
import { type ContractEvent, hasTerms, type TermsEvent } from './facts.ts';
import { type Counted, type LineRate, lineRatesOf } from './lines.ts';
import { remembered } from './memo.ts';
import { inRecordOrder } from './record-order.ts';
import { valuedOn } from './terms.ts';

/** An event and the day from which it counts. */
export type Dated<E extends ContractEvent = ContractEvent> = Readonly<{ event: E; from: Day }>;

const governingAmong = (dated: readonly Dated[], day: Day): Dated | null =>
  dated.findLast(({ from }) => from <= day) ?? null;

const activeAmong = (dated: readonly Dated[], day: Day, graceDays: number): TermsEvent | null => {
  const governing = governingAmong(dated, day);
  return governing !== null && hasTerms(governing.event) ? valuedOn(governing.event, day, graceDays) : null;
};

/** In record order, each with its effective day. */
const datedEvents = (events: readonly ContractEvent[], graceDays: number): readonly Dated[] => {
  const dated: Dated[] = [];
  for (const event of inRecordOrder(events)) {
    const isEarlyRenewal =
      event.type === 'amended' &&
      event.term.start > event.effectiveDate &&
      activeAmong(dated, dayBefore(event.effectiveDate), graceDays) !== null;
    dated.push({ event, from: isEarlyRenewal ? event.term.start : event.effectiveDate });
  }
  return dated;
};

/** Every day on which anything stated by the events begins or ends. No rate changes between two of them. */
const changeDaysOf = (dated: readonly Dated[], graceDays: number): readonly Day[] => {
  const days = new Set<Day>();
  const add = (...named: readonly (Day | null)[]) => {
    for (const day of named) if (day !== null) days.add(day);
  };
  for (const { event, from } of dated) {
    add(from, event.effectiveDate);
    if (!hasTerms(event)) continue;
    const { term } = event;
    add(term.start, term.end, term.end === null ? null : plusDays(term.end, graceDays));
    for (const { start, end } of [...event.priced, ...event.expected, ...event.discounts]) add(start, end);
    for (const { start, end } of event.priced.flatMap(({ discounts }) => discounts)) add(start, end);
  }
  return [...days].toSorted();
};

export type Contract = Readonly<{
  id: string;
  /** In record order. */
  dated: readonly Dated[];
  changeDays: readonly Day[];
  /** Null before every effective day. */
  governing: (day: Day) => Dated | null;
  /** The governing event as it is valued on the day; null when the contract is not active. */
  active: (day: Day) => TermsEvent | null;
  firstActiveDay: Day | null;
  /** The trial runs from the first active day to the first day on which the lines are worth something. */
  isInTrial: (day: Day) => boolean;
  /** The rates of an event on a day. The event must keep the contract active then, although another may govern. */
  lineRates: (event: TermsEvent, day: Day, counted: Counted) => readonly LineRate[];
}>;

const sumOf = (rates: readonly LineRate[]): Fraction => Fraction.sum(rates.map(({ annual }) => annual));

export const contractOf = (id: string, events: readonly ContractEvent[], graceDays: number): Contract => {
  const dated = datedEvents(events, graceDays);
  const changeDays = changeDaysOf(dated, graceDays);
  const governing = remembered((day: Day) => governingAmong(dated, day));
  const active = remembered((day: Day) => activeAmong(dated, day, graceDays));

  const firstActiveDay = changeDays.find((day) => active(day) !== null) ?? null;
  const firstPaidDay = changeDays.find((day) => {
    const event = active(day);
    return event !== null && sumOf(lineRatesOf(event, day, 'all')).isAboveZero();
  });
  const isInTrial = (day: Day): boolean =>
    firstActiveDay !== null && firstActiveDay <= day && (firstPaidDay === undefined || day < firstPaidDay);

  const lineRates: Contract['lineRates'] = (event, day, counted) => {
    const rates = lineRatesOf(event, day, counted);
    if (counted === 'all' || !isInTrial(day)) return rates;
    const afterAll = lineRatesOf(event, day, 'all');
    return rates.map(({ line, annual }, i) => ({
      line,
      annual: afterAll[i]?.annual.isZero() === true ? ZERO_FRACTION : annual,
    }));
  };

  return { id, dated, changeDays, governing, active, firstActiveDay, isInTrial, lineRates };
};
