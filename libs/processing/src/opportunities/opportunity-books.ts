import type { CivilDate, FxRate, OpportunityDays } from '@app/domain';
import type { ClosedDays, SignedDaysKnown } from '../ahead/signed-books.ts';

/** One consistent state of the store. */
export abstract class OpportunityReading {
  abstract days(): Promise<SignedDaysKnown>;
  abstract rates(): Promise<readonly FxRate[]>;
  /**
   * The spans of each customer on the days, some customers at a time. Customers without a change on these days, and
   * without expected usage on `today`, are left out, because nothing can put them on the list.
   */
  abstract customers(days: ClosedDays, today: CivilDate): AsyncIterable<readonly (readonly OpportunityDays[])[]>;
}

/** The port of the customers that may buy more. */
export abstract class OpportunityBooks {
  abstract read<T>(work: (reading: OpportunityReading) => Promise<T>): Promise<T>;
}
