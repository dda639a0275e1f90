import type { ContractId } from '@app/domain';
import type { StoredBooking } from '@app/processing';
import { dateFrom, nullableDate } from './stored-dates.ts';

/** A row of booking. Every field is null if the contract has none. */
export type BookingRow = Readonly<{
  valued_on: string | null;
  customer_id: string | null;
  currency: string | null;
  acv: string | null;
  contracted_acv: string | null;
  tcv: string | null;
  net_value: string | null;
  gross_value: string | null;
  term_months: string | null;
  booked_on: string | null;
  opened_on: string | null;
  is_replacement: boolean | null;
}>;

export const bookingFrom = (row: BookingRow): StoredBooking | null =>
  row.valued_on === null
    ? null
    : {
        valuedOn: dateFrom(row.valued_on),
        customerId: row.customer_id ?? '',
        currency: row.currency ?? '',
        acv: row.acv ?? '',
        contractedAcv: row.contracted_acv ?? '',
        tcv: row.tcv,
        netValue: row.net_value ?? '',
        grossValue: row.gross_value ?? '',
        termMonths: row.term_months,
        bookedOn: nullableDate(row.booked_on),
        openedOn: nullableDate(row.opened_on),
        isReplacement: row.is_replacement ?? false,
      };

export const bookingJson = (
  contractId: ContractId,
  booking: StoredBooking,
): BookingRow & { contract_id: ContractId } => ({
  contract_id: contractId,
  valued_on: booking.valuedOn,
  customer_id: booking.customerId,
  currency: booking.currency,
  acv: booking.acv,
  contracted_acv: booking.contractedAcv,
  tcv: booking.tcv,
  net_value: booking.netValue,
  gross_value: booking.grossValue,
  term_months: booking.termMonths,
  booked_on: booking.bookedOn,
  opened_on: booking.openedOn,
  is_replacement: booking.isReplacement,
});
