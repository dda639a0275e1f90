import { CUSTOMER_MOVEMENTS } from '@app/domain';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import { listAnswer } from './list-answer.ts';
import { dayParameter, PAGE, textParameter } from './parameters.ts';
import { COUNT, CURRENCY, DAY, RATIO, SUM, TEXT } from './values.ts';

/** `-arr`: the largest ARR first, customers without a rate last. */
export const CUSTOMER_SORTS = ['-arr', 'customer_id'] as const;

export const CUSTOMERS_QUERY = z.strictObject({
  on: dayParameter.optional(),
  sort: z.enum(CUSTOMER_SORTS).default('-arr'),
  ...PAGE,
});

const CUSTOMER_SHAPE = {
  customer_id: TEXT,
  reporting_currency: CURRENCY,
  /** Null if none of its contracts has a rate. */
  arr: SUM.nullable(),
  active_contracts: COUNT,
  currencies: z.array(CURRENCY),
  /** Currencies of contracts that are left out, because there is no rate. */
  missing_fx: z.array(CURRENCY),
  next_term_end: DAY.nullable(),
  /** Of the ARR of the whole book; null if that is 0. */
  share: RATIO.nullable(),
  first_active_day: DAY.nullable(),
} as const;

/** A customer that has an active contract on the day. */
export const CUSTOMER = z.strictObject(CUSTOMER_SHAPE).meta({ id: 'Customer' });

export const CUSTOMERS_ANSWER = listAnswer(CUSTOMER);
export type Customer = Answer<typeof CUSTOMER>;
export type CustomersAnswer = Answer<typeof CUSTOMERS_ANSWER>;

export const CUSTOMER_ID = textParameter;
export const ONE_CUSTOMER_QUERY = z.strictObject({ on: dayParameter.optional() });

/** A customer between the close of the month before and the close of this one. */
export const CUSTOMER_MONTH = z
  .strictObject({
    month: TEXT,
    measured_on: DAY,
    movements: z.array(z.enum(CUSTOMER_MOVEMENTS)),
    opening_arr: SUM,
    transferred: SUM,
    arr_at_prior_rates: SUM,
    arr: SUM,
    arr_change: SUM,
  })
  .meta({ id: 'CustomerMonth' });

/** A customer on a day, with its movements by month up to that day. */
export const CUSTOMER_ON_DAY = z
  .strictObject({ ...CUSTOMER_SHAPE, on: DAY, months: z.array(CUSTOMER_MONTH) })
  .meta({ id: 'CustomerOnDay' });

export type CustomerMonth = Answer<typeof CUSTOMER_MONTH>;
export type CustomerOnDay = Answer<typeof CUSTOMER_ON_DAY>;
export type CustomersQuery = z.output<typeof CUSTOMERS_QUERY>;
export type OneCustomerQuery = z.output<typeof ONE_CUSTOMER_QUERY>;
