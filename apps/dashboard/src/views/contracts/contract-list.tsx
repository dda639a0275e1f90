import type { Contract } from '@app/wire/answers';
import { dayText } from '@app/wording';
import { Link } from '../../address/link.tsx';
import { address } from '../../address/navigation.ts';
import { type Book, useBook } from '../../book/book.ts';
import { csvOf, type Query } from '../../data/read.ts';
import { useIsAttribute } from '../../book/use-is-attribute.ts';
import { usePages } from '../../data/use-pages.ts';
import { MorePages } from '../../page/more-pages.tsx';
import { Shown } from '../../page/shown.tsx';
import { WholeBookNote } from '../../page/whole-book-note.tsx';
import { type Column, FiguresTable } from '../../table/figures-table.tsx';
import { ContractFilter, contractSort } from './contract-filter.tsx';

/** Why the ARR of a contract is in no figure. */
const NOT_COUNTED = { counts: '', replaced: 'replaced', no_rate: 'no rate' } as const;

const columnsFor = ({ formats, currency: reporting }: Book, day: string): readonly Column<Contract>[] => [
  {
    title: 'Contract',
    isText: true,
    cell: ({ contract_id: contract }) => <Link to={{ contract, customer: undefined, on: day }}>{contract}</Link>,
  },
  {
    title: `ARR in ${reporting}`,
    figure: 'contract.reporting_arr',
    cell: ({ reporting_arr: arr }) => formats.whole(arr),
  },
  {
    title: 'ACV in its currency',
    figure: 'contract.acv',
    cell: ({ acv, currency }) => `${formats.count(acv)} ${currency}`,
  },
  {
    title: 'Customer',
    isText: true,
    cell: ({ customer_id: customer }) => <Link to={{ customer, on: day }}>{customer}</Link>,
  },
  {
    title: 'Term ends',
    isText: true,
    cell: ({ term_end: end, auto_renew: renews }) =>
      end === null ? 'no end' : `${dayText(end)}${renews ? ', renews' : ''}`,
  },
  { title: 'Attributes', isText: true, cell: ({ attributes }) => Object.values(attributes).join(', ') },
  { title: 'Excluded', isText: true, cell: ({ counting }) => NOT_COUNTED[counting] },
];

/** Filters by the segment above, where it is an attribute of contracts; null where it can't. */
const useAttributeFilter = (): Query | null => {
  const { dimension, segment } = useBook();
  return useIsAttribute(dimension) ? { [`attribute.${dimension}`]: segment } : null;
};

/** The contracts that are active on a day, of one customer or of all. */
export const ContractList = ({ customer }: { customer?: string }) => {
  const book = useBook();
  const { query, sort, on } = address.value;
  const day = on ?? book.period.measured_on;
  const attribute = useAttributeFilter();
  const asked = { active_on: day, customer, query, sort: contractSort(sort), ...(customer === undefined && attribute) };
  const pages = usePages('contracts', asked);
  return (
    <section>
      <ContractFilter day={day} isSearchable={customer === undefined} />
      {customer === undefined && attribute === null && <WholeBookNote />}
      <Shown asked={pages.asked} waiting="Reading the contracts…">
        {(rows) => (
          <FiguresTable
            caption={`Contracts that are active on ${dayText(day)}`}
            columns={columnsFor(book, day)}
            rows={rows}
            keyOf={({ contract_id: contract }) => contract}
            empty="No contract that is active on this day matches: take a word out of the search, or choose another day."
          />
        )}
      </Shown>
      <MorePages pages={pages} />
      <p>
        <a href={csvOf('contracts', asked)} download="contracts.csv">
          All of them as CSV
        </a>
      </p>
    </section>
  );
};
