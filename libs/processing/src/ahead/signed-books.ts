import type { CivilDate, CustomerRuns, FxRate, OtherRuns } from '@app/domain';
import type { TakenDays } from '../reports/plan-store.ts';

/** Both days are included. */
export type ClosedDays = Readonly<{ from: CivilDate; to: CivilDate }>;

/** The days taken. Contracts whose value changes with every renewal have spans up to `horizon`, exclusive. */
export type SignedDaysKnown = TakenDays & Readonly<{ horizon: CivilDate }>;

/** One consistent state of the store. */
export abstract class SignedReading {
  abstract days(): Promise<SignedDaysKnown>;
  abstract rates(): Promise<readonly FxRate[]>;
  /** The contracts that concern several customers: those that renew others, and those that several customers have. */
  abstract others(days: ClosedDays): Promise<OtherRuns>;
  /** The customers with a contract on one of the days, some at a time, so memory does not grow with the book. */
  abstract customers(days: ClosedDays): AsyncIterable<readonly CustomerRuns[]>;
}

/** The port of reports that look ahead. */
export abstract class SignedBooks {
  abstract read<T>(work: (reading: SignedReading) => Promise<T>): Promise<T>;
}
