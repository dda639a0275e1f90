import type { CivilDate } from '../calendar/civil-date.ts';
import { activeOn } from '../customers/contract-days.ts';
import { type ReportingContract, reportingContracts } from '../customers/reporting-contracts.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import type { CustomerRuns, Outlook } from './customer-runs.ts';
import { dueContracts } from './due-contracts.ts';
import type { RenewalOutcome } from './renewal-outcome.ts';
import type { SignedDays } from './signed-days.ts';

/** A change of the ARR that a contract has with a customer, or the end of its term. */
export type ChangeAhead = Readonly<{
  on: CivilDate;
  /** `discount_ends`: a step up of terms that stay as they are, because less is taken off them. */
  change: 'starts' | 'step_up' | 'discount_ends' | 'step_down' | 'ends' | 'due';
  contractId: string;
  /** On the day before and on the day, at the rates of `today`; 0 if the contract does not count. */
  before: Decimal;
  after: Decimal;
  /** Of a term that is due; null for the other changes. */
  outcome: RenewalOutcome | null;
}>;

type View = Pick<Outlook, 'today' | 'rates'>;
type Counted = ReadonlyMap<string, ReportingContract<SignedDays>>;

const countedOn = ({ runs }: CustomerRuns, day: CivilDate, { rates }: View): Counted =>
  new Map(reportingContracts(activeOn(runs, day), rates).map((counted) => [counted.contract.contractId, counted]));

const arrOf = (contractId: string, counted: Counted): Decimal => counted.get(contractId)?.arr ?? ZERO;

/** The days after `today` and up to `until` on which a span begins or ends, in ascending order. */
const daysOfChange = ({ runs }: CustomerRuns, today: CivilDate, until: CivilDate): readonly CivilDate[] => [
  ...new Set(
    runs
      .flatMap(({ days: { start, end } }) => (end === null ? [start] : [start, end]))
      .filter((day) => today < day && day <= until)
      .toSorted(),
  ),
];

/** Whether one event governs on both days, and its lines cost the same before discounts. */
const isSameBeforeDiscounts = (contractId: string, then: Counted, now: Counted): boolean => {
  const [before, after] = [then.get(contractId)?.contract, now.get(contractId)?.contract];
  return before !== undefined && before.seq === after?.seq && before.grossArr.eq(after.grossArr);
};

const kindOf = (contractId: string, then: Counted, now: Counted): ChangeAhead['change'] => {
  const [before, after] = [arrOf(contractId, then), arrOf(contractId, now)];
  if (before.isZero()) return 'starts';
  if (after.isZero()) return 'ends';
  if (after.lt(before)) return 'step_down';
  return isSameBeforeDiscounts(contractId, then, now) ? 'discount_ends' : 'step_up';
};

const changesOn = (on: CivilDate, then: Counted, now: Counted): readonly ChangeAhead[] =>
  [...new Set([...then.keys(), ...now.keys()])].flatMap((contractId) => {
    const [before, after] = [arrOf(contractId, then), arrOf(contractId, now)];
    const change = kindOf(contractId, then, now);
    return before.eq(after) ? [] : [{ on, change, contractId, before, after, outcome: null }];
  });

/**
 * The changes of ARR that are signed with a customer after `today` and up to `until`, contract by contract. They add up
 * to the change of its ARR (definitions, section 11).
 */
export const changesOfArr = (customer: CustomerRuns, at: View, until: CivilDate): readonly ChangeAhead[] => {
  let then = countedOn(customer, at.today, at);
  return daysOfChange(customer, at.today, until).flatMap((day) => {
    const before = then;
    then = countedOn(customer, day, at);
    return changesOn(day, before, then);
  });
};

/** The same, and the terms that are due. */
export const customerChanges = (customer: CustomerRuns, at: Outlook, until: CivilDate): readonly ChangeAhead[] => {
  const due = dueContracts(customer, at, until).map(({ on, contractId, arr, outcome }): ChangeAhead => {
    const after = arrOf(contractId, countedOn(customer, on, at));
    return { on, change: 'due', contractId, before: arr, after, outcome };
  });
  return [...changesOfArr(customer, at, until), ...due];
};
