import {
  type BookingValue,
  bookingValue,
  type CivilDate,
  type ContractEvent,
  contractSpans,
  type ContractSpans,
  type Decimal,
  DEFAULT_POLICY,
  foldTimeline,
  MEASURE_NAMES,
  type Measures,
  NO_MEASURES,
  plain,
  type Policy,
  type ValuationPolicy,
  valuationOf,
} from '@app/domain';
import { day } from './events.ts';

const HORIZON = day('2035-01-01');

type Worth = Readonly<Record<keyof Measures, string | null>>;

const text = (amount: Decimal | null): string | null => (amount === null ? null : plain(amount));

const texts = (measures: Measures): Worth =>
  Object.fromEntries(MEASURE_NAMES.map((name) => [name, text(measures[name])])) as Worth;

/** All spans of a contract. */
export const spansOf = (
  events: readonly ContractEvent[],
  policy: ValuationPolicy,
  horizon: CivilDate = HORIZON,
): ContractSpans => {
  const timeline = foldTimeline(events, policy.renewalGraceDays);
  return contractSpans(timeline, valuationOf(timeline, policy), { since: null, horizon });
};

/** The booking of a contract, or null. */
export const bookingOf = (events: readonly ContractEvent[], policy: Partial<Policy> = {}): BookingValue | null => {
  const given = { ...DEFAULT_POLICY, ...policy };
  const timeline = foldTimeline(events, given.renewalGraceDays);
  return bookingValue(timeline, spansOf(events, given).spans, valuationOf(timeline, given));
};

/** The worth of a contract on a day, in plain notation. */
export const worth = (events: readonly ContractEvent[], on: string, policy: Partial<Policy> = {}): Worth => {
  const { spans } = spansOf(events, { ...DEFAULT_POLICY, ...policy });
  const date = day(on);
  const span = spans.find(({ from, to }) => from <= date && (to === null || date < to));
  return texts(span?.measures ?? NO_MEASURES);
};
