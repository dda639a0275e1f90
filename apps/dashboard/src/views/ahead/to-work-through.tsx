import type { AheadChange } from '@app/wire/answers';
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

const CHANGES: Readonly<Record<AheadChange['change'], string>> = {
  starts: 'starts',
  step_up: 'steps up',
  step_down: 'steps down',
  discount_ends: 'a discount ends',
  ends: 'ends',
  due: 'term ends',
};

const OUTCOMES = { renewed: 'renewed already', auto_renewing: 'renews by itself', expiring: 'expires' } as const;

const columnsFor = ({ formats }: Book): readonly Column<AheadChange>[] => [
  {
    title: 'Contract',
    isText: true,
    cell: ({ contract_id: contract, on }) => <Link to={{ view: 'contracts', contract, on }}>{contract}</Link>,
  },
  { title: 'Customer', isText: true, cell: ({ customer_id: customer }) => customer },
  { title: 'On', isText: true, cell: ({ on }) => dayText(on) },
  {
    title: 'Change',
    isText: true,
    cell: ({ change, outcome }) => (outcome === null ? CHANGES[change] : `${CHANGES[change]}: ${OUTCOMES[outcome]}`),
  },
  { title: 'ARR before', cell: ({ arr_before: arr }) => formats.whole(arr) },
  { title: 'ARR after', cell: ({ arr_after: arr }) => formats.whole(arr) },
];

/** Every signed change of the months ahead, contract by contract. */
export const ToWorkThrough = () => {
  const book = useBook();
  const query = { months: 12 };
  const pages = usePages('ahead/changes', { ...query, limit: PAGE });
  return (
    <section>
      <h2>To work through</h2>
      <p>
        <a href={csvOf('ahead/changes', query)} download="ahead.csv">
          All of it as CSV
        </a>
      </p>
      <Shown asked={pages.asked} waiting="Reading the contracts…">
        {(rows) => (
          <FiguresTable
            caption="Signed changes of the whole book, by day"
            columns={columnsFor(book)}
            rows={rows}
            keyOf={({ contract_id: contract, on, change }) => `${contract} ${on} ${change}`}
            empty="No change is signed for the months ahead."
          />
        )}
      </Shown>
      <MorePages pages={pages} />
    </section>
  );
};
