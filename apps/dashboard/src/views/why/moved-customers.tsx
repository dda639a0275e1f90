import type { MovedCustomer } from '@app/wire/answers';
import { Link } from '../../address/link.tsx';
import { address, go } from '../../address/navigation.ts';
import { type Book, useBook } from '../../book/book.ts';
import { csvOf } from '../../data/read.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Shown } from '../../page/shown.tsx';
import { type Column, FiguresTable } from '../../table/figures-table.tsx';
import { mainDriver } from './main-driver.ts';
import type { TwoDays } from './two-days.ts';

/** As many as are read at a glance; the list of the API has them all. */
const SHOWN = 25;

const MOVEMENTS = [
  'new',
  'expansion',
  'contraction',
  'churned',
  'reactivated',
  'transferred_in',
  'transferred_out',
  'moved_in',
  'moved_out',
] as const;

const words = (names: readonly string[]): string => names.map((name) => name.replaceAll('_', ' ')).join(', ');

const columnsFor = ({ formats }: Book, to: string): readonly Column<MovedCustomer>[] => [
  {
    title: 'Customer',
    isText: true,
    cell: ({ customer_id: id }) => <Link to={{ view: 'contracts', customer: id, on: to }}>{id}</Link>,
  },
  { title: 'Change', figure: 'customer.arr_change', cell: ({ arr_change: change }) => formats.signedWhole(change) },
  { title: 'Movement', isText: true, cell: ({ movements }) => words(movements) },
  { title: 'ARR before', figure: 'customer.prior_arr', cell: ({ prior_arr: arr }) => formats.whole(arr) },
  { title: 'ARR after', figure: 'customer.arr', cell: ({ arr }) => formats.whole(arr) },
  {
    title: 'Main driver',
    figure: 'customer.driver',
    isText: true,
    cell: ({ drivers }) => {
      const driver = mainDriver(drivers);
      return driver === null ? '' : `${driver.name} ${formats.signedWhole(driver.value)}`;
    },
  },
];

const MovementPicker = () => (
  <label>
    Movement
    <select
      value={address.value.movement ?? ''}
      onChange={({ currentTarget: { value } }) => go({ movement: value || undefined })}
    >
      <option value="">all</option>
      {MOVEMENTS.map((movement) => (
        <option key={movement} value={movement}>
          {words([movement])}
        </option>
      ))}
    </select>
  </label>
);

/** The customers that moved the ARR most, each with a way to its contracts. */
export const MovedCustomers = ({ days: { from, to } }: { days: TwoDays }) => {
  const book = useBook();
  const { dimension, segment } = book;
  const query = { from, to, dimension, segment, movement: address.value.movement };
  const customers = useAnswer('compare/customers', { ...query, limit: SHOWN });
  return (
    <section>
      <h2>The customers that moved it most</h2>
      <div class="form">
        <MovementPicker />
      </div>
      <Shown asked={customers} waiting="Reading the customers…">
        {({ data, next_cursor: next }) => (
          <>
            <FiguresTable
              caption="Customers by the size of their change without exchange rates, and what drove it"
              columns={columnsFor(book, to)}
              rows={data}
              keyOf={({ customer_id: id }) => id}
              empty="No customer moved the ARR in this way."
            />
            {next !== null && (
              <p>
                <span class="quiet">The {data.length} largest changes. </span>
                <a href={csvOf('compare/customers', query)} download="moved-customers.csv">
                  All of them as CSV
                </a>
              </p>
            )}
          </>
        )}
      </Shown>
    </section>
  );
};
