import type { AheadChange } from '@app/wire/answers';
import { dayText } from '@app/wording';
import { Link } from '../../address/link.tsx';
import { type Book, useBook } from '../../book/book.ts';
import { csvOf } from '../../data/read.ts';
import { usePages } from '../../data/use-pages.ts';
import { MorePages } from '../../page/more-pages.tsx';
import { Shown } from '../../page/shown.tsx';
import { WholeBookNote } from '../../page/whole-book-note.tsx';
import { type Column, FiguresTable } from '../../table/figures-table.tsx';
import { listedOnce } from './listed-once.ts';

/** Rows that are read at once. */
const PAGE = 25;

const QUERY = { months: 12 };

const STEPS = {
  starts: 'starts',
  step_up: 'steps up',
  discount_ends: 'a discount ends',
  step_down: 'steps down',
  ends: 'ends',
} as const;
const OUTCOMES = { renewed: 'is renewed already', auto_renewing: 'renews by itself', expiring: 'expires' } as const;

const changeText = ({ change, outcome }: AheadChange): string => {
  if (change !== 'due') return STEPS[change];
  return outcome === null ? 'term ends' : OUTCOMES[outcome];
};

const columnsFor = ({ formats }: Book, asOf: string): readonly Column<AheadChange>[] => [
  { title: 'Day', isText: true, cell: ({ on }) => dayText(on) },
  { title: 'What happens', isText: true, cell: changeText },
  { title: 'ARR before', figure: 'ahead.arr_before', cell: ({ arr_before: arr }) => formats.whole(arr) },
  { title: 'ARR after', figure: 'ahead.arr_after', cell: ({ arr_after: arr }) => formats.whole(arr) },
  {
    title: 'Contract',
    isText: true,
    cell: ({ contract_id: contract }) => <Link to={{ view: 'contracts', contract, on: asOf }}>{contract}</Link>,
  },
  {
    title: 'Customer',
    isText: true,
    cell: ({ customer_id: customer }) => <Link to={{ view: 'contracts', customer, on: asOf }}>{customer}</Link>,
  },
];

/** The changes that are signed and the terms that end, the next one first. */
export const ToWorkThrough = ({ day }: { day: string }) => {
  const book = useBook();
  const pages = usePages('ahead/changes', { ...QUERY, limit: PAGE });
  const { value, isLoading } = pages.asked;
  const listed = listedOnce(value ?? [], pages.more === null && !isLoading);
  return (
    <section>
      <h2>What to work through</h2>
      <WholeBookNote />
      <p>
        <a href={csvOf('ahead/changes', QUERY)} download="ahead.csv">
          All of them as CSV
        </a>
      </p>
      <Shown asked={pages.asked} waiting="Reading the changes…">
        {() => (
          <FiguresTable
            caption="Signed changes of ARR and terms that end, of the whole book, the next one first"
            columns={columnsFor(book, day)}
            rows={listed}
            keyOf={({ on, contract_id: contract, customer_id: customer, change }) =>
              JSON.stringify([on, contract, customer, change])
            }
            empty="Nothing changes and no term ends."
          />
        )}
      </Shown>
      <MorePages pages={pages} count={listed.length} />
    </section>
  );
};
