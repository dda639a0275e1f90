import { CUSTOMER_MOVEMENTS } from '@app/domain';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import { TWO_DAYS_QUERY } from './comparison.ts';
import { listAnswer } from './list-answer.ts';
import { ONE_SEGMENT, PAGE, several } from './parameters.ts';
import { CURRENCY, SUM, TEXT } from './values.ts';

const MOVEMENT = z.enum(CUSTOMER_MOVEMENTS);

export const MOVED_CUSTOMERS_QUERY = z.strictObject({
  ...TWO_DAYS_QUERY,
  ...ONE_SEGMENT,
  movement: several(MOVEMENT),
  ...PAGE,
});

/**
 * A customer that moved the ARR of a segment, the largest move at constant currency first. It is compared with
 * `prior_arr` plus `transferred`; the drivers add up to the change to `arr_at_prior_rates`,
 * before each is rounded to ten places.
 */
export const MOVED_CUSTOMER = z
  .strictObject({
    customer_id: TEXT,
    movements: z.array(MOVEMENT),
    reporting_currency: CURRENCY,
    prior_arr: SUM,
    arr: SUM,
    arr_change: SUM,
    transferred: SUM,
    arr_at_prior_rates: SUM,
    drivers: z.strictObject({ price: SUM, quantity: SUM, discount: SUM, product: SUM }).nullable(),
  })
  .meta({ id: 'MovedCustomer' });

export const MOVED_CUSTOMERS_ANSWER = listAnswer(MOVED_CUSTOMER);
export type MovedCustomer = Answer<typeof MOVED_CUSTOMER>;
export type MovedCustomersAnswer = Answer<typeof MOVED_CUSTOMERS_ANSWER>;
export type MovedCustomersQuery = z.output<typeof MOVED_CUSTOMERS_QUERY>;
