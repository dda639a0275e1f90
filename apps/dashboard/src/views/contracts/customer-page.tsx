import type { CustomerMonth } from '@app/wire/answers';
import { dayText, periodText } from '@app/wording';
import { Link } from '../../address/link.tsx';
import { address } from '../../address/navigation.ts';
import { type Book, useBook } from '../../book/book.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Shown } from '../../page/shown.tsx';
import { type Column, FiguresTable } from '../../table/figures-table.tsx';
import { ContractList } from './contract-list.tsx';

const columnsFor = ({ formats }: Book): readonly Column<CustomerMonth>[] => [
  { title: 'Month', isText: true, cell: ({ month }) => periodText(month) },
  { title: 'Movement', isText: true, cell: ({ movements }) => movements.join(', ').replaceAll('_', ' ') },
  { title: 'ARR before', figure: 'customer.month_opening', cell: ({ opening_arr: arr }) => formats.whole(arr) },
  { title: 'ARR after', figure: 'customer.month_arr', cell: ({ arr }) => formats.whole(arr) },
  { title: 'Change', figure: 'customer.arr_change', cell: ({ arr_change: change }) => formats.signedWhole(change) },
];

const hasMoved = ({ movements }: CustomerMonth): boolean => movements.some((movement) => movement !== 'unchanged');

/** One customer: what it pays, its contracts, and its movements by month. */
export const CustomerPage = ({ id }: { id: string }) => {
  const book = useBook();
  const { formats, period } = book;
  const on = address.value.on ?? period.measured_on;
  const customer = useAnswer('customers/{id}', { on }, id);
  return (
    <>
      <p class="kicker">
        <Link to={{ customer: undefined }}>All contracts</Link>
      </p>
      <Shown asked={customer} waiting="Reading the customer…">
        {({ arr, share, first_active_day: first }) => (
          <>
            <h1>
              {id} pays {formats.whole(arr)} a year on {dayText(on)}
            </h1>
            <p>
              {share !== null && `That is ${formats.share(share)} of the whole book. `}
              {first !== null && `It has been a customer since ${dayText(first)}.`}
            </p>
          </>
        )}
      </Shown>
      <ContractList customer={id} />
      <Shown asked={customer}>
        {({ months }) => (
          <section>
            <h2>How it moved</h2>
            <FiguresTable
              caption="Months with a movement, the latest first"
              columns={columnsFor(book)}
              rows={months.filter(hasMoved).toReversed()}
              keyOf={({ month }) => month}
              empty="It did not move up to this day."
            />
          </section>
        )}
      </Shown>
    </>
  );
};
