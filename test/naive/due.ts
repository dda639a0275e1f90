import { Fraction } from '../properties/fraction.ts';
import { type Book, termsOn } from './book.ts';
import { type Day, type Days, dayBefore, eachDay, plusDays } from './calendar.ts';
import type { Contract } from './contract.ts';
import type { Outlook } from './outlook.ts';
import { exact, type Row } from './rows.ts';
import { isInStatedTerm, termInForceOn } from './terms.ts';

type Outcome = 'renewed' | 'auto_renewing' | 'expiring';

export type Due = Readonly<{ customer: string; end: Day; value: Fraction; outcome: Outcome }>;

/** Whether a term ends on the day, by the event that governs the day before; days of grace are no term. */
const isEndOfTerm = (contract: Contract, end: Day): boolean => {
  const eve = dayBefore(end);
  const event = termsOn(contract, eve);
  return event !== null && isInStatedTerm(event.term, eve) && termInForceOn(event.term, eve)?.days.end === end;
};

/** Renewed by another event of the contract, or by another contract of any customer. */
const isRenewedOn = (book: Book, contract: Contract, eve: Day, day: Day): boolean => {
  const isUnderAnother =
    contract.active(day) !== null && contract.governing(day)?.event !== contract.governing(eve)?.event;
  return (
    isUnderAnother ||
    book.heldOn(day).some((one) => one.contract.id !== contract.id && one.event.renews.includes(contract.id))
  );
};

const renewsByItself = (contract: Contract, eve: Day, end: Day): boolean =>
  termsOn(contract, eve)?.term.autoRenew === true &&
  contract.governing(end)?.event === contract.governing(eve)?.event &&
  contract.active(end) !== null;

const outcomeOf = (book: Book, contract: Contract, end: Day): Outcome => {
  const eve = dayBefore(end);
  if (isRenewedOn(book, contract, eve, end)) return 'renewed';
  if (renewsByItself(contract, eve, end)) return 'auto_renewing';
  const late = eachDay({ start: end, end: plusDays(end, book.policy.graceDays + 1) });
  return late.some((day) => isRenewedOn(book, contract, eve, day)) ? 'renewed' : 'expiring';
};

/** The contracts whose first end of a term after the outlook's day is at most `until`. */
export const dueUntil = ({ book, seenFrom, activeOn }: Outlook, until: Day): readonly Due[] =>
  book.contracts.flatMap((contract): readonly Due[] => {
    const days: Days = { start: plusDays(seenFrom, 1), end: plusDays(until, 1) };
    const end = eachDay(days).find((day) => isEndOfTerm(contract, day));
    if (end === undefined) return [];
    const stake = [...activeOn(dayBefore(end)).values()].flat().find(({ held }) => held.contract.id === contract.id);
    if (stake === undefined || !stake.held.arr.isAboveZero()) return [];
    return [{ customer: stake.held.customer, end, value: stake.value, outcome: outcomeOf(book, contract, end) }];
  });

const sumOf = (due: readonly Due[]): Fraction => Fraction.sum(due.map(({ value }) => value));

export const dueSums = (due: readonly Due[]): Readonly<Record<'all' | Outcome, Fraction>> => {
  const of = (outcome: Outcome): Fraction => sumOf(due.filter((one) => one.outcome === outcome));
  return {
    all: sumOf(due),
    renewed: of('renewed'),
    auto_renewing: of('auto_renewing'),
    expiring: of('expiring'),
  };
};

export const dueRow = (due: readonly Due[]): Row => {
  const sums = dueSums(due);
  return {
    due_contracts: due.length,
    due_arr: exact(sums.all),
    renewed_arr: exact(sums.renewed),
    auto_renewing_arr: exact(sums.auto_renewing),
    expiring_arr: exact(sums.expiring),
  };
};
