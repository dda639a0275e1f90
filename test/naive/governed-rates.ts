import { Fraction } from '../properties/fraction.ts';
import { type Day, type Days, earlier, later } from './calendar.ts';
import type { Contract } from './contract.ts';
import { hasTerms, type TermsEvent } from './facts.ts';
import type { Counted, LineRate } from './lines.ts';
import type { Policy } from './policy.ts';
import { monthsBetween, valuedOn } from './terms.ts';

export const annualSum = (rates: readonly LineRate[]): Fraction => Fraction.sum(rates.map(({ annual }) => annual));

/** The event whose rates count on a day; null if there is none. */
export type Rated = (day: Day) => TermsEvent | null;

/** A contract on a day on which it is active, with the event and policy that its rates depend on. */
export type Position = Readonly<{ contract: Contract; day: Day; event: TermsEvent; from: Day; policy: Policy }>;

export const positionOn = (contract: Contract, day: Day, policy: Policy): Position | null => {
  const event = contract.active(day);
  const governing = contract.governing(day);
  return event === null || governing === null ? null : { contract, day, event, from: governing.from, policy };
};

const earliestEffectiveDay = ({ dated }: Contract): Day =>
  dated.map(({ from }) => from).reduce((a, b) => earlier(a, b));

/** The terms of the governing event, for every day. */
export const atOwnRates =
  ({ event, policy }: Position): Rated =>
  (day) =>
    valuedOn(event, day, policy.graceDays);

/** The terms as they governed each day before the current event, and the current ones after that. */
export const asTheyGoverned = (position: Position): Rated => {
  const { contract, from, policy } = position;
  const first = earliestEffectiveDay(contract);
  return (day) => {
    if (day >= from) return atOwnRates(position)(day);
    const governing = contract.governing(later(day, first));
    return governing !== null && hasTerms(governing.event) ? valuedOn(governing.event, day, policy.graceDays) : null;
  };
};

/** The parts of a span in which no rate changes. */
export const piecesOf = ({ changeDays }: Contract, { start, end }: Days): readonly Days[] => {
  const starts = [start, ...changeDays.filter((day) => start < day && day < end)];
  return starts.map((from, i) => ({ start: from, end: starts[i + 1] ?? end }));
};

export const ratesOn = ({ contract }: Position, rated: Rated, day: Day, counted: Counted): readonly LineRate[] => {
  const event = rated(day);
  return event === null ? [] : contract.lineRates(event, day, counted);
};

export const recurringValue = (position: Position, span: Days, anchor: Day, rated: Rated, counted: Counted): Fraction =>
  Fraction.sum(
    piecesOf(position.contract, span).map((piece) =>
      annualSum(ratesOn(position, rated, piece.start, counted))
        .times(monthsBetween(anchor, piece))
        .over(12n),
    ),
  );
