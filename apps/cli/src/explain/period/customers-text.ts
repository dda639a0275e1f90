import type { ExplainedCustomer } from '@app/processing';
import { table } from '../../table.ts';
import { figure, signed } from '../figure.ts';

type Column = Readonly<{ title: string; cell: (customer: ExplainedCustomer) => string }>;

const driverColumn = (driver: 'price' | 'quantity' | 'discount' | 'product'): Column => ({
  title: driver,
  cell: ({ drivers }) => (drivers === null ? '-' : signed(drivers[driver])),
});

/** Contracts rarely change hands, so the column of transfers appears only if one did. */
const columnsOf = (hasTransfers: boolean): readonly Column[] => [
  { title: 'customer', cell: ({ customerId }) => customerId },
  { title: 'movement', cell: ({ movements }) => movements.join(', ').replaceAll('_', ' ') },
  { title: 'A0', cell: ({ prior }) => figure(prior) },
  ...(hasTransfers ? [{ title: 'T', cell: ({ transferred }: ExplainedCustomer) => signed(transferred) }] : []),
  { title: 'A1@0', cell: ({ nowAtPrior }) => figure(nowAtPrior) },
  { title: 'A1', cell: ({ now }) => figure(now) },
  ...(['price', 'quantity', 'discount', 'product'] as const).map(driverColumn),
];

/** The customers that moved the ARR most, and the drivers of those that stayed. */
export const customersText = (customers: readonly ExplainedCustomer[]): readonly string[] => {
  if (customers.length === 0) return ['No customer moved the ARR.'];
  const hasTransfers = customers.some(({ transferred }) => !transferred.isZero());
  const columns = columnsOf(hasTransfers);
  return [
    'Customers that moved the ARR most, at constant currency',
    `A0: ARR on the first day. A1: on the second. A1@0: on the second, at the rates of the first.${hasTransfers ? ' T: ARR that changed hands.' : ''}`,
    `For customers active on both days, the four drivers add up to A1@0 − A0${hasTransfers ? ' − T' : ''}.`,
    table(
      columns.map(({ title }) => title),
      customers.map((customer) => columns.map(({ cell }) => cell(customer))),
    ),
  ];
};
