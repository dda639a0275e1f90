import { type Day, type Days, dayBefore, earlier, later, plusMonths } from './calendar.ts';
import type { Contract, Dated } from './contract.ts';
import { economicContent } from './economic-content.ts';
import { hasTerms } from './facts.ts';
import { asTheyGoverned, atOwnRates, type Position, type Rated } from './governed-rates.ts';
import type { TermInForce } from './terms.ts';

const effectiveDays = ({ dated }: Contract): readonly Day[] => [...new Set(dated.map(({ from }) => from))].toSorted();

/** The latest day up to `day` on which the currency changed. A cancellation has no currency. */
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

export const cutOff = ({ start, end }: Days, position: Position): Days => ({
  start: later(start, changeOfCurrency(position) ?? start),
  end,
});

const contentOf = (dated: Dated | null): string | null =>
  dated !== null && hasTerms(dated.event) ? economicContent(dated.event) : null;

/** The first day of the unbroken run up to `day` with the same economic content, at the earliest `notBefore`. */
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

/** The contract year that holds the day, counted in months of the anchor from the start of the term. */
const contractYear = ({ days, anchor, monthsToStart }: TermInForce, day: Day): Days => {
  for (let year = 0; ; year += 1) {
    const start = plusMonths(anchor, monthsToStart + year * 12);
    const end = plusMonths(anchor, monthsToStart + (year + 1) * 12);
    if (day < end) return { start, end: earlier(end, days.end) };
  }
};

type Windows = Readonly<{ window: Days; year: Days; rated: Rated }>;

/** The window of the policy and its year `W`. */
export const windowsOf = (position: Position, inForce: TermInForce): Windows => {
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
