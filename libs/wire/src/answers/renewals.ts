import { z } from 'zod';
import type { Answer } from './answer.ts';
import { DUE_SHAPE } from './ahead.ts';
import { monthParameter, SEGMENTS } from './parameters.ts';
import { CURRENCY, QUOTIENT, SEGMENT_NAME, TEXT } from './values.ts';

/** Months that are over, both included. */
export const RENEWALS_QUERY = z.strictObject({ from: monthParameter, to: monthParameter.optional(), ...SEGMENTS });

/** The renewals due in a month that is over, with their outcome by all events known now. */
export const RENEWAL_MONTH = z
  .strictObject({ month: TEXT, ...SEGMENT_NAME, ...DUE_SHAPE, renewal_rate_pct: QUOTIENT.nullable() })
  .meta({ id: 'RenewalMonth' });

export const RENEWALS_ANSWER = z.strictObject({
  reporting_currency: CURRENCY,
  data: z.array(RENEWAL_MONTH),
  next_cursor: z.null(),
});

export type RenewalMonth = Answer<typeof RENEWAL_MONTH>;
export type RenewalsAnswer = Answer<typeof RENEWALS_ANSWER>;
export type RenewalsQuery = z.output<typeof RENEWALS_QUERY>;
