import { z } from 'zod';
import type { Answer } from './answer.ts';
import { dayParameter } from './parameters.ts';
import { COUNT, CURRENCY, DAY, SUM, TEXT } from './values.ts';

export const PRODUCTS_QUERY = z.strictObject({ on: dayParameter.optional() });

/** A product on a day. A customer counts in each product in which it has ARR, so customers do not add up. */
export const PRODUCT = z
  .strictObject({ day: DAY, product: TEXT, arr: SUM, gross_arr: SUM, active_logos: COUNT })
  .meta({ id: 'Product' });

export const PRODUCTS_ANSWER = z.strictObject({
  day: DAY,
  reporting_currency: CURRENCY,
  data: z.array(PRODUCT),
  next_cursor: z.null(),
});

export type Product = Answer<typeof PRODUCT>;
export type ProductsAnswer = Answer<typeof PRODUCTS_ANSWER>;
export type ProductsQuery = z.output<typeof PRODUCTS_QUERY>;
