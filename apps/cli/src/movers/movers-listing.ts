import { type Decimal, plain } from '@app/domain';
import type { ExplainedCustomer } from '@app/processing';
import { movementText } from '../explain/period/customers-text.ts';
import type { Column, Listing } from '../list/listing.ts';
import { readable, shortened } from '../readable.ts';

const amount = (
  name: string,
  title: string,
  of: (customer: ExplainedCustomer) => Decimal,
): Column<ExplainedCustomer> => ({
  name,
  value: of,
  table: { title, cell: (customer) => readable(plain(of(customer)), 2) },
});

/** A customer whose contracts did not change is in the list because the rates did. */
const columns = (reportingCurrency: string): readonly Column<ExplainedCustomer>[] => [
  {
    name: 'customer_id',
    value: ({ customerId }) => customerId,
    table: { title: 'customer', cell: ({ customerId }) => shortened(customerId, 22) },
  },
  {
    name: 'movements',
    value: ({ movements }) => movements,
    table: { title: 'movement', cell: movementText },
  },
  { name: 'reporting_currency', value: () => reportingCurrency },
  amount('prior_arr', 'ARR then', ({ prior }) => prior),
  amount('arr', 'ARR now', ({ now }) => now),
  amount('arr_change', 'change', ({ prior, now }) => now.minus(prior)),
];

export const moversListing = (
  rows: readonly ExplainedCustomer[],
  { period, reportingCurrency }: Readonly<{ period: string; reportingCurrency: string }>,
): Listing<ExplainedCustomer> => ({
  title: `Customers that moved the ARR of ${period}, in ${reportingCurrency}: the largest move at the exchange rates of then first`,
  above: [],
  many: 'customers that moved it',
  columns: columns(reportingCurrency),
  rows,
});
