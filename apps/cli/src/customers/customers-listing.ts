import { plain } from '@app/domain';
import type { ListedCustomer, ListOnDay } from '@app/processing';
import type { Column, Listing } from '../list/listing.ts';
import { LACKING, marked, WAY_OUT } from '../missing-rates-text.ts';
import { count, readable, shortened, wrapped } from '../readable.ts';

const columns = (reportingCurrency: string): readonly Column<ListedCustomer>[] => [
  {
    name: 'customer_id',
    value: ({ customerId }) => customerId,
    table: { title: 'customer', cell: ({ customerId, missingFx }) => marked(shortened(customerId, 30), missingFx) },
  },
  { name: 'reporting_currency', value: () => reportingCurrency },
  {
    name: 'arr',
    value: ({ arr }) => arr,
    table: { title: `ARR in ${reportingCurrency}`, cell: ({ arr }) => readable(arr === null ? null : plain(arr), 2) },
  },
  {
    name: 'active_contracts',
    value: ({ contracts }) => contracts,
    table: { title: 'contracts', cell: ({ contracts }) => count(contracts) },
  },
  {
    name: 'currencies',
    value: ({ currencies }) => currencies,
    table: { title: 'currencies', cell: ({ currencies }) => currencies.join(' ') },
  },
  { name: 'missing_fx', value: ({ missingFx }) => missingFx },
  {
    name: 'next_term_end',
    value: ({ nextEnd }) => nextEnd,
    table: { title: 'next term\nends', cell: ({ nextEnd }) => nextEnd ?? 'open' },
  },
];

export const customersListing = (
  { day, rows }: ListOnDay<ListedCustomer>,
  reportingCurrency: string,
): Listing<ListedCustomer> => ({
  title: `Customers with an active contract on ${day}, with their ARR in ${reportingCurrency}. A term ends at the start of the day shown.`,
  above: rows.some(({ missingFx }) => missingFx.length > 0)
    ? [
        wrapped(
          `${LACKING} has contracts that are left out of every figure, because their currency has no exchange rate. ${WAY_OUT}`,
        ),
      ]
    : [],
  many: 'customers',
  columns: columns(reportingCurrency),
  rows,
});
