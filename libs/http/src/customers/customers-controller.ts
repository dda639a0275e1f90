import { plain } from '@app/domain';
import type { SharingCustomer } from '@app/processing';
import { type Customer, CUSTOMER, CUSTOMERS_QUERY, type CustomersQuery } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { List } from '../lists/list.ts';
import type { Listing } from '../lists/listing.ts';
import { DECIMAL_PART, type Key, TEXT_PART } from '../lists/text-key.ts';
import { Reading } from '../reading/reading.ts';

const ORDERS = { '-arr': 'arr', customer_id: 'customer' } as const;

/** By customer, or by ARR; customers without a rate come after the others. */
const KEY: z.ZodType<Key> = z.union([
  z.tuple([TEXT_PART]),
  z.tuple([z.union([DECIMAL_PART, z.literal('')]), TEXT_PART]),
]);

export const customerRow = (customer: SharingCustomer, reportingCurrency: string): Customer => ({
  customer_id: customer.customerId,
  reporting_currency: reportingCurrency,
  arr: customer.arr === null ? null : plain(customer.arr),
  active_contracts: customer.contracts,
  currencies: customer.currencies,
  missing_fx: customer.missingFx,
  next_term_end: customer.nextEnd,
  share: customer.share,
  first_active_day: customer.firstActiveDay,
});

@Controller('api/v1')
export class CustomersController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @List('customers', {
    id: 'listCustomers',
    summary: 'The customers that have an active contract on a day, with their ARR and share',
    item: CUSTOMER,
    key: KEY,
  })
  customers(@Query({ schema: CUSTOMERS_QUERY }) { on, sort }: CustomersQuery): Listing<Customer, Key> {
    return (asked) =>
      this.reading.run(async ({ customers, at: { policy } }) => {
        const { rows, next } = await customers.page({ on: on ?? null, order: ORDERS[sort] }, asked);
        return { rows: rows.map((row) => customerRow(row, policy.reportingCurrency)), next };
      });
  }
}
