import { amount, daysBetween, Decimal, percentage, plain, ratio } from '@app/domain';
import type { ListedBooking } from '@app/processing';
import { BOOKING, type BookingAnswer, BOOKINGS_QUERY, type BookingsQuery } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { List } from '../lists/list.ts';
import type { Listing } from '../lists/listing.ts';
import { DAY_PART, type Key, TEXT_PART } from '../lists/text-key.ts';
import { Reading } from '../reading/reading.ts';

const KEY: z.ZodType<Key> = z.tuple([DAY_PART, TEXT_PART]);

const amountText = (value: Decimal | null): string | null => (value === null ? null : plain(value));

const bookingRow = (booked: ListedBooking, reportingCurrency: string): BookingAnswer => {
  const { booking, bookedOn } = booked;
  const [net, gross] = [new Decimal(booking.netValue), new Decimal(booking.grossValue)];
  return {
    contract_id: booked.contractId,
    customer_id: booking.customerId,
    booked_on: bookedOn,
    valued_on: booking.valuedOn,
    is_replacement: booking.isReplacement,
    currency: booking.currency,
    acv: booking.acv,
    contracted_acv: booking.contractedAcv,
    tcv: booking.tcv,
    reporting_currency: reportingCurrency,
    reporting_acv: amountText(booked.reportingAcv),
    reporting_contracted_acv: amountText(booked.reportingContractedAcv),
    reporting_tcv: amountText(booked.reportingTcv),
    discount_pct: percentage(ratio(gross.minus(net), gross)),
    term_months: booking.termMonths === null ? null : amount(new Decimal(booking.termMonths)),
    sales_cycle_days: booking.openedOn === null ? null : daysBetween(booking.openedOn, bookedOn),
    attributes: booked.attributes,
  };
};

@Controller('api/v1')
export class BookingsController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @List('bookings', { id: 'listBookings', summary: 'The contracts that were booked', item: BOOKING, key: KEY })
  bookings(@Query({ schema: BOOKINGS_QUERY }) { from, to }: BookingsQuery): Listing<BookingAnswer, Key> {
    return (asked) =>
      this.reading.run(async ({ bookings, at: { policy } }) => {
        const { rows, next } = await bookings.page({ from: from ?? null, to: to ?? null }, asked);
        return { rows: rows.map((row) => bookingRow(row, policy.reportingCurrency)), next };
      });
  }
}
