import { plain } from '@app/domain';
import type { ExplainedCustomer } from '@app/processing';
import { shortened, wrapped } from '../../readable.ts';
import { table } from '../../table.ts';
import type { AmountText } from './amount-text.ts';

type Column = Readonly<{ title: string; cell: (customer: ExplainedCustomer) => string }>;

const driverColumn = (driver: 'price' | 'quantity' | 'discount' | 'product', { signed }: AmountText): Column => ({
  title: driver,
  cell: ({ drivers }) => (drivers === null ? '-' : signed(drivers[driver])),
});

/** A customer whose contracts did not change stands here because the rates did. */
/** The movements of a customer in words; one that only the rates moved is `currency`. */
export const movementText = ({ movements }: ExplainedCustomer): string =>
  movements.join(', ').replaceAll('_', ' ').replace('unchanged', 'currency');

/** One that enters or leaves comes or goes as a whole, at the rates of its day. */
const wasActiveBoth = ({ prior, transferred, now }: ExplainedCustomer): boolean =>
  prior.plus(transferred).gt(0) && now.gt(0);

const isMovedByRates = (customer: ExplainedCustomer): boolean =>
  wasActiveBoth(customer) && !customer.now.eq(customer.nowAtPrior);

/** The columns of transfers, drivers and exchange rates appear only where there is one. */
const columnsOf = (customers: readonly ExplainedCustomer[], text: AmountText): readonly Column[] => {
  const hasTransfers = customers.some(({ transferred }) => !transferred.isZero());
  return [
    { title: 'customer', cell: ({ customerId }) => shortened(customerId, 26) },
    { title: 'movement', cell: movementText },
    { title: 'ARR then', cell: ({ prior }) => text.amount(plain(prior)) },
    { title: 'ARR now', cell: ({ now }) => text.amount(plain(now)) },
    ...(hasTransfers
      ? [{ title: 'changed\nhands', cell: ({ transferred }: ExplainedCustomer) => text.signed(transferred) }]
      : []),
    ...(customers.some(({ drivers }) => drivers !== null)
      ? (['price', 'quantity', 'discount', 'product'] as const).map((driver) => driverColumn(driver, text))
      : []),
    ...(customers.some(isMovedByRates)
      ? [
          {
            title: 'currency',
            cell: (customer: ExplainedCustomer) =>
              wasActiveBoth(customer) ? text.signed(customer.now.minus(customer.nowAtPrior)) : '-',
          },
        ]
      : []),
  ];
};

/** The customers that moved the ARR most, and the reasons why those that stayed did. */
export const customersText = (customers: readonly ExplainedCustomer[], text: AmountText): readonly string[] => {
  if (customers.length === 0) return ['No customer moved the ARR.'];
  const columns = columnsOf(customers, text);
  return [
    'Customers that moved the ARR most, at the exchange rates of then',
    wrapped(
      'For a customer that was active on both days, the columns behind ARR now add up to the change from ARR then. A dash: it was not.',
    ),
    table(
      columns.map(({ title }) => title),
      customers.map((customer) => columns.map(({ cell }) => cell(customer))),
    ),
  ];
};
