import type { CivilDate } from '../calendar/civil-date.ts';
import type { Rates } from '../customers/reporting-amount.ts';
import type { Policy } from '../policy/policy.ts';
import type { SignedDays } from './signed-days.ts';

/** A customer with the spans of its contracts, those of each contract in ascending order. */
export type CustomerRuns = Readonly<{ firstActiveDay: CivilDate | null; runs: readonly SignedDays[] }>;

/** The spans of contracts beyond one customer; few contracts need them. */
export type OtherRuns = Readonly<{
  /** The spans of all contracts that name this one in `renews`. */
  renewing: (contractId: string) => readonly Pick<SignedDays, 'contractId' | 'days'>[];
  /** All spans, in ascending order, of a contract that more than one customer has had; null for any other contract. */
  passedOn: (contractId: string) => readonly SignedDays[] | null;
}>;

/** The point of view of a report ahead: the close of `today`, at its rates. */
export type Outlook = Readonly<{
  today: CivilDate;
  rates: Rates;
  policy: Pick<Policy, 'dimensions' | 'bands' | 'cohortGrain' | 'fiscalYearStartMonth' | 'renewalGraceDays'>;
  others: OtherRuns;
}>;
