import { z } from 'zod';
import type { Answer } from './answer.ts';
import { listAnswer } from './list-answer.ts';
import { dayParameter, PAGE } from './parameters.ts';
import { ATTRIBUTES, COUNT, CURRENCY, DAY, FLAG, QUOTIENT, SUM, TEXT } from './values.ts';

/** Booked on these days, both included. */
export const BOOKINGS_QUERY = z.strictObject({ from: dayParameter.optional(), to: dayParameter.optional(), ...PAGE });

/** A booked contract, valued on its first day with ARR, in the reporting currency at the rate of the day it is booked on. */
export const BOOKING = z
  .strictObject({
    contract_id: TEXT,
    customer_id: TEXT,
    booked_on: DAY,
    valued_on: DAY,
    /** A replacement names contracts that it renews; it is no booking. */
    is_replacement: FLAG,
    currency: CURRENCY,
    acv: SUM,
    contracted_acv: SUM,
    tcv: SUM.nullable(),
    reporting_currency: CURRENCY,
    /** Null without a rate. */
    reporting_acv: SUM.nullable(),
    reporting_contracted_acv: SUM.nullable(),
    reporting_tcv: SUM.nullable(),
    discount_pct: QUOTIENT.nullable(),
    /** Null for an evergreen term. */
    term_months: QUOTIENT.nullable(),
    sales_cycle_days: COUNT.nullable(),
    attributes: ATTRIBUTES,
  })
  .meta({ id: 'Booking' });

export const BOOKINGS_ANSWER = listAnswer(BOOKING);
export type BookingAnswer = Answer<typeof BOOKING>;
export type BookingsAnswer = Answer<typeof BOOKINGS_ANSWER>;
export type BookingsQuery = z.output<typeof BOOKINGS_QUERY>;
