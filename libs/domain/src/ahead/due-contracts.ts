import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import { activeOn } from '../customers/contract-days.ts';
import { isLeftOut } from '../customers/left-out.ts';
import { reportingAmount } from '../customers/reporting-amount.ts';
import type { Decimal } from '../money/decimal.ts';
import type { CustomerRuns, Outlook } from './customer-runs.ts';
import { type RenewalOutcome, renewalOutcome } from './renewal-outcome.ts';
import type { SignedDays } from './signed-days.ts';
import { firstTermEnd } from './term-end.ts';

/** A contract whose term ends `on` a day, its ARR on the day before, and the outcome. */
export type DueContract = Readonly<{ contractId: string; on: CivilDate; arr: Decimal; outcome: RenewalOutcome }>;

const dueContract = (
  contractId: string,
  own: readonly SignedDays[],
  customer: CustomerRuns,
  at: Outlook,
): DueContract | null => {
  const runs = at.others.passedOn(contractId) ?? own;
  const end = firstTermEnd(runs, at.today);
  // If another customer has the contract on its last day, it is due there.
  if (end === null || !end.run.arr.gt(0) || end.run.customerId !== own[0]?.customerId) return null;
  const rate = at.rates.get(end.run.currency);
  if (rate === undefined || isLeftOut(end.run, activeOn(customer.runs, addDays(end.on, -1)))) return null;
  return {
    contractId,
    on: end.on,
    arr: reportingAmount(end.run.arr, rate),
    outcome: renewalOutcome({ end, runs, renewing: at.others.renewing(contractId) }, at.policy.renewalGraceDays),
  };
};

/** Most customers have a single span, so there is nothing to group. */
const runsByContract = (runs: readonly SignedDays[]): readonly (readonly [string, readonly SignedDays[]])[] => {
  const [first] = runs;
  return first !== undefined && runs.length === 1
    ? [[first.contractId, runs]]
    : [...Map.groupBy(runs, ({ contractId }) => contractId)];
};

/**
 * The contracts of a customer that are due between `today` and `until`: the first term to end after `today` ends by
 * `until`, and on its last day the contract has ARR and is not left out (definitions, section 11).
 */
export const dueContracts = (customer: CustomerRuns, at: Outlook, until: CivilDate): readonly DueContract[] =>
  runsByContract(customer.runs).flatMap(([contractId, own]) => {
    const due = dueContract(contractId, own, customer, at);
    return due === null || due.on > until ? [] : [due];
  });
