import type { Fraction } from '../properties/fraction.ts';
import { type Book, termsOn } from './book.ts';
import { type Day, type Days, isWithin, later } from './calendar.ts';
import type { Comparison, Unrated } from './comparison.ts';
import type { Contract } from './contract.ts';
import type { OneTimeLine, TermsEvent } from './facts.ts';
import { hasTerms } from './facts.ts';
import { round10 } from './valuation.ts';

export type OneTime = Readonly<{ customer: string; value: Fraction }>;

const firstEffectiveDay = ({ dated }: Contract): Day => dated.map(({ from }) => from).toSorted()[0] ?? '';

type Stated = Readonly<{ line: OneTimeLine; event: TermsEvent }>;

/** The one-time lines of the events that govern on the lines' own dates. */
const statedLines = (contract: Contract): readonly Stated[] =>
  contract.dated.flatMap(({ event }) =>
    hasTerms(event)
      ? event.oneTime
          .filter(({ date }) => contract.governing(later(date, firstEffectiveDay(contract)))?.event === event)
          .map((line) => ({ line, event }))
      : [],
  );

/** Contracts with one-time lines on these days in a currency without a rate. */
export const unratedOneTime = (book: Book, { rateNow }: Comparison, days: Days): readonly Unrated[] =>
  book.contracts.flatMap((contract) =>
    statedLines(contract)
      .filter(({ line, event }) => isWithin(days, line.date) && rateNow(event.currency) === null)
      .map(({ event }) => ({ id: contract.id, currency: event.currency })),
  );

export const oneTimeIn = (book: Book, { to, rateNow, unratedNow }: Comparison, days: Days): readonly OneTime[] =>
  book.contracts
    .filter(({ id }) => !unratedNow.has(id))
    .flatMap((contract) =>
      statedLines(contract)
        .filter(({ line }) => isWithin(days, line.date))
        .flatMap(({ line, event }) => {
          const rate = book.rateOn(event.currency, line.date) ?? rateNow(event.currency);
          if (rate === null) return [];
          const customer = book.customerOf(termsOn(contract, to) ?? event);
          return [{ customer, value: round10(line.amount.times(rate)) }];
        }),
    );
