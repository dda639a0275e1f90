import type { CivilDate, FxRate } from '@app/domain';
import type { StoredBooking } from '../fold/contract-store.ts';
import type { Page, PageAsked } from '../lists/page.ts';
import type { TakenDays } from '../reports/plan-store.ts';

/** A contract that was booked, with its attributes on the day on which it is valued. */
export type BookedContract = Readonly<{
  contractId: string;
  bookedOn: CivilDate;
  booking: StoredBooking;
  attributes: Readonly<Record<string, string>>;
}>;

/** One consistent state of the store. */
export abstract class BookingReading {
  abstract days(): Promise<TakenDays>;
  abstract rates(): Promise<readonly FxRate[]>;
  /** Booked from a day (null: the first) to another, both included, by day and contract. */
  abstract bookings(
    days: Readonly<{ from: CivilDate | null; to: CivilDate }>,
    page: PageAsked,
  ): Promise<Page<BookedContract>>;
}

/** The port of lists of bookings. */
export abstract class BookingBooks {
  abstract read<T>(work: (reading: BookingReading) => Promise<T>): Promise<T>;
}
