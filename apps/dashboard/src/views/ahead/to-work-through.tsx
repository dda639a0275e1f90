import type { Contract } from '@app/wire/answers';
import { dayText } from '@app/wording';
import { Link } from '../../address/link.tsx';
import { type Book, useBook } from '../../book/book.ts';
import { csvOf } from '../../data/read.ts';
import { usePages } from '../../data/use-pages.ts';
import { MorePages } from '../../page/more-pages.tsx';
import { Shown } from '../../page/shown.tsx';
import { type Column, FiguresTable } from '../../table/figures-table.tsx';

/** Rows that are read at once. */
const PAGE = 25;

const endText = ({ term_end: end, auto_renew: renews }: Contract): string => {
  if (end === null) return 'no end';
  return `${dayText(end)}, ${renews ? 'renews by itself' : 'expires'}`;
};

const columnsFor = ({ formats }: Book, on: string): readonly Column<Contract>[] => [
  {
    title: 'Contract',
    isText: true,
    cell: ({ contract_id: contract }) => <Link to={{ view: 'contracts', contract, on }}>{contract}</Link>,
  },
  {
    title: 'Customer',
    isText: true,
    cell: ({ customer_id: customer }) => <Link to={{ view: 'contracts', customer, on }}>{customer}</Link>,
  },
  { title: 'Term ends', isText: true, cell: endText },
  { title: 'ARR', cell: ({ reporting_arr: arr }) => formats.whole(arr) },
  { title: 'Attributes', isText: true, cell: ({ attributes }) => Object.values(attributes).join(', ') },
];

/** The contracts of today, the next to end first. */
export const ToWorkThrough = ({ day }: { day: string }) => {
  const book = useBook();
  const query = { active_on: day, sort: 'term_end' };
  const pages = usePages('contracts', { ...query, limit: PAGE });
  return (
    <section>
      <h2>To work through</h2>
      <p>
        <a href={csvOf('contracts', query)} download="renewals.csv">
          All of it as CSV
        </a>
      </p>
      <Shown asked={pages.asked} waiting="Reading the contracts…">
        {(rows) => (
          <FiguresTable
            caption="Active contracts of the whole book, the next to end first"
            columns={columnsFor(book, day)}
            rows={rows}
            keyOf={({ contract_id: contract }) => contract}
            empty="No contract is active."
          />
        )}
      </Shown>
      <MorePages pages={pages} />
    </section>
  );
};
