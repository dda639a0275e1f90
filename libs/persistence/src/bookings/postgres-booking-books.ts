import type { CivilDate, FxRate } from '@app/domain';
import {
  type BookedContract,
  BookingBooks,
  BookingReading,
  type Page,
  type PageAsked,
  pageOf,
  type TakenDays,
} from '@app/processing';
import { bookingFrom, type BookingRow } from '../contracts/stored-booking.ts';
import { FIRST_DAY } from '../contracts/stored-dates.ts';
import type { Database, Transaction } from '../database/database.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { readUnderPolicy } from '../reading/read-under-policy.ts';
import { runCovers } from '../runs/spans-of-runs.sql.ts';
import { takenDays } from '../reading/taken-days.ts';

/** Contracts booked from $1 to $2, behind the place $3, $4, each with its attributes; by booking_day. */
const BOOKINGS = `
SELECT booking.contract_id, booking.valued_on::text, booking.customer_id, booking.currency, booking.acv::text,
  booking.contracted_acv::text, booking.tcv::text, booking.net_value::text, booking.gross_value::text,
  booking.term_months::text, booking.booked_on::text, booking.opened_on::text, booking.is_replacement, run.attributes
FROM booking
LEFT JOIN span_run AS run ON run.contract_id = booking.contract_id AND ${runCovers('booking.valued_on')}
WHERE booking.booked_on BETWEEN greatest($1::date, $3::date) AND $2::date
  AND (booking.booked_on > $3::date OR booking.contract_id > $4)
ORDER BY booking.booked_on, booking.contract_id
LIMIT $5`;

type BookedRow = BookingRow & Readonly<{ contract_id: string; attributes: Readonly<Record<string, string>> | null }>;

const bookedFrom = (row: BookedRow): readonly BookedContract[] => {
  const booking = bookingFrom(row);
  if (booking === null || booking.bookedOn === null) return [];
  return [{ contractId: row.contract_id, bookedOn: booking.bookedOn, booking, attributes: row.attributes ?? {} }];
};

class PostgresBookingReading extends BookingReading {
  constructor(private readonly transaction: Transaction) {
    super();
  }

  async days(): Promise<TakenDays> {
    return takenDays(this.transaction);
  }

  async rates(): Promise<readonly FxRate[]> {
    return storedRates(this.transaction);
  }

  async bookings(
    { from, to }: Readonly<{ from: CivilDate | null; to: CivilDate }>,
    { after, limit }: PageAsked,
  ): Promise<Page<BookedContract>> {
    const [day, contract] = after ?? [FIRST_DAY, ''];
    const asked = [from ?? FIRST_DAY, to, day, contract, limit + 1];
    const rows = await this.transaction.query<BookedRow>(BOOKINGS, asked);
    return pageOf(rows.flatMap(bookedFrom), limit, ({ bookedOn, contractId }) => [bookedOn, contractId]);
  }
}

/** Reads bookings in one state of the store, and writes nothing. */
export class PostgresBookingBooks extends BookingBooks {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policyId: string }>,
  ) {
    super();
  }

  async read<T>(work: (reading: BookingReading) => Promise<T>): Promise<T> {
    return readUnderPolicy(this.database, this.options.policyId, (transaction) =>
      work(new PostgresBookingReading(transaction)),
    );
  }
}
