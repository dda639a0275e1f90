import { ALL, type Decimal, plain } from '@app/domain';
import type { ExplainedCustomer, MissingRate, Movers } from '@app/processing';
import { movementText } from '../explain/period/customers-text.ts';
import { subjectText } from '../explain/period/subject-text.ts';
import type { Column, Listing } from '../list/listing.ts';
import { missingOnDayText } from '../missing-rates-text.ts';
import type { ChangeQuestion } from '../options/change-options.ts';
import { readable, shortened, wrapped } from '../readable.ts';

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

/** The customers, and how many are not in the list because their currency has no rate. */
export type FoundMovers = Readonly<{
  asked: ChangeQuestion;
  movers: Movers;
  missing: readonly MissingRate[];
  reportingCurrency: string;
}>;

const OF_SEGMENT = wrapped(
  'ARR then and now are those of the customer: one that moved in or out brings or takes all of its ARR.',
);

const whenText = (asked: ChangeQuestion): string =>
  asked.of === 'period' ? `in ${asked.label}` : `from the close of ${asked.days.from} to the close of ${asked.days.to}`;

export const moversListing = ({
  asked,
  movers,
  missing,
  reportingCurrency,
}: FoundMovers): Listing<ExplainedCustomer> => ({
  title: `Customers that moved the ARR of ${subjectText(asked.segment)} ${whenText(asked)}, in ${reportingCurrency}: the largest move at the exchange rates of then first`,
  above: [
    ...missingOnDayText(movers.missingFx, missing, `on ${movers.measuredOn}`),
    ...(asked.segment.dimension === ALL ? [] : [OF_SEGMENT]),
  ],
  many: 'customers that moved it',
  columns: columns(reportingCurrency),
  rows: movers.customers,
});
