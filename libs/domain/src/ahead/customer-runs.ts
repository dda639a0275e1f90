import type { CivilDate } from '../calendar/civil-date.ts';
import type { Rates } from '../customers/reporting-amount.ts';
import type { Policy } from '../policy/policy.ts';
import type { SignedDays } from './signed-days.ts';

/** A customer with the runs of its contracts, those of each contract in order. */
export type CustomerRuns = Readonly<{ firstActiveDay: CivilDate | null; runs: readonly SignedDays[] }>;

/** What is known of contracts beyond one customer: few of them need it. */
export type OtherRuns = Readonly<{
  /** The runs of all contracts that name this one. */
  renewing: (contractId: string) => readonly Pick<SignedDays, 'contractId' | 'days'>[];
  /** All runs of a contract that more than one customer has, in order; null of any other contract. */
  passedOn: (contractId: string) => readonly SignedDays[] | null;
}>;

/** Seen from the close of `today`, at its rates. */
export type Outlook = Readonly<{
  today: CivilDate;
  rates: Rates;
  policy: Pick<Policy, 'dimensions' | 'bands' | 'cohortGrain' | 'fiscalYearStartMonth' | 'renewalGraceDays'>;
  others: OtherRuns;
}>;
