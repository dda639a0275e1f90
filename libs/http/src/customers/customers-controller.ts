import { plain } from '@app/domain';
import type { CustomerInMonth, SharingCustomer } from '@app/processing';
import {
  type Customer,
  CUSTOMER,
  CUSTOMER_ID,
  CUSTOMER_ON_DAY,
  type CustomerMonth,
  type CustomerOnDay,
  CUSTOMERS_QUERY,
  type CustomersQuery,
  ONE_CUSTOMER_QUERY,
  type OneCustomerQuery,
} from '@app/wire/answers';
import { Controller, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { List } from '../lists/list.ts';
import type { Listing } from '../lists/listing.ts';
import { DECIMAL_PART, type Key, TEXT_PART } from '../lists/text-key.ts';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';

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

const customerMonth = ({ month, measuredOn, movements, amounts }: CustomerInMonth): CustomerMonth => ({
  month,
  measured_on: measuredOn,
  movements,
  opening_arr: plain(amounts.prior),
  transferred: plain(amounts.received.minus(amounts.gave)),
  arr_at_prior_rates: plain(amounts.nowAtPrior),
  arr: plain(amounts.now),
  arr_change: plain(amounts.now.minus(amounts.prior)),
});

@Controller('api/v1')
export class CustomersController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @List('customers', {
    id: 'listCustomers',
    summary: 'The customers that have an active contract on a day, with their ARR and share',
    item: CUSTOMER,
    upTo: 'on',
    key: KEY,
  })
  customers(@Query({ schema: CUSTOMERS_QUERY }) { on, sort }: CustomersQuery): Listing<Customer, Key> {
    return (asked) =>
      this.reading.run(async ({ customers, at: { policy } }) => {
        const { rows, next } = await customers.page({ on: on ?? null, order: ORDERS[sort] }, asked);
        return { rows: rows.map((row) => customerRow(row, policy.reportingCurrency)), next };
      });
  }

  @Read('customers/:id', {
    id: 'readCustomer',
    summary: 'One customer on a day, with its movements by month up to that day',
    answer: CUSTOMER_ON_DAY,
    upTo: 'on',
  })
  customer(
    @Param('id', { schema: CUSTOMER_ID }) id: string,
    @Query({ schema: ONE_CUSTOMER_QUERY }) { on }: OneCustomerQuery,
  ): Promise<CustomerOnDay> {
    return this.reading.run(async ({ customer, at: { policy } }) => {
      const found = await customer.on(id, on ?? null);
      if (found === null) throw new NotFoundException(`no contract of customer ${id} was ever active`);
      const row = customerRow(found.customer, policy.reportingCurrency);
      return { ...row, on: found.day, months: found.months.map(customerMonth) };
    });
  }
}
