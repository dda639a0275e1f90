import type { CivilDate, CustomerRuns, FxRate, OtherRuns } from '@app/domain';
import type { TakenDays } from '../reports/plan-store.ts';

/** Contracts are read with all that they are on these days, both included. */
export type ClosedDays = Readonly<{ from: CivilDate; to: CivilDate }>;

/** What a store knows: also up to which day, exclusive, it keeps contracts whose renewals differ for ever. */
export type SignedDaysKnown = TakenDays & Readonly<{ horizon: CivilDate }>;

/** One state of the books. */
export abstract class SignedReading {
  abstract days(): Promise<SignedDaysKnown>;
  abstract rates(): Promise<readonly FxRate[]>;
  /** What contracts are beyond one customer: those that renew others, and those that more than one customer has. */
  abstract others(days: ClosedDays): Promise<OtherRuns>;
  /** Every customer with a contract on one of the days, some at a time, so that a large book takes no more memory. */
  abstract customers(days: ClosedDays): AsyncIterable<readonly CustomerRuns[]>;
}

export abstract class SignedBooks {
  abstract read<T>(work: (reading: SignedReading) => Promise<T>): Promise<T>;
}
