import { countInWords, type Decimal, plain } from '@app/domain';
import type { CurrencyTotals, DifferenceKind, Inactive, ListDifference, Reconciliation } from '@app/processing';
import type { Column, Listing } from '../list/listing.ts';
import { count, readable, shortened, wrapped } from '../readable.ts';
import { table } from '../table.ts';
import type { SourceList } from './source-list.ts';

const KIND_TEXT: Readonly<Record<DifferenceKind, string>> = {
  missing: 'not in books',
  extra: 'not in list',
  customer: 'customer',
  currency: 'currency',
  arr: 'ARR',
  start: 'term start',
  end: 'term end',
};

const INACTIVE_TEXT: Readonly<Record<Inactive, string>> = {
  no_event: 'no event',
  not_begun: 'not begun',
  ended: 'ended',
  cancelled: 'cancelled',
};

const isAmount = (kind: DifferenceKind): boolean => kind === 'arr' || kind === 'missing' || kind === 'extra';

const side = ({ kind, inactive }: ListDifference, value: string | null): string => {
  if (value === null && kind === 'end') return 'open';
  if (value === null) return inactive === null ? '-' : INACTIVE_TEXT[inactive];
  return isAmount(kind) ? readable(value, 2) : shortened(value, 14);
};

const COLUMNS: readonly Column<ListDifference>[] = [
  {
    name: 'difference',
    value: ({ kind }) => kind,
    table: { title: 'differs in', cell: ({ kind }) => KIND_TEXT[kind] },
  },
  {
    name: 'contract_id',
    value: ({ contractId }) => contractId,
    table: { title: 'contract', cell: ({ contractId }) => shortened(contractId, 16) },
  },
  {
    name: 'books',
    value: ({ books }) => books,
    table: { title: 'books', cell: (difference) => side(difference, difference.books) },
  },
  {
    name: 'list',
    value: ({ list }) => list,
    table: {
      title: 'list',
      cell: ({ inactive: _, ...difference }) => side({ ...difference, inactive: null }, difference.list),
    },
  },
  { name: 'place', value: ({ place }) => place },
  { name: 'why_not_active', value: ({ inactive }) => inactive },
  { name: 'event_source', value: ({ event }) => event?.source ?? null },
  {
    name: 'event_id',
    value: ({ event }) => event?.id ?? null,
    table: { title: 'event in the books', cell: ({ event }) => (event === null ? '-' : shortened(event.id, 18)) },
  },
  { name: 'event_time', value: ({ event }) => event?.recordedAt ?? null },
  { name: 'event_effective_date', value: ({ event }) => event?.effectiveDate ?? null },
];

const amount = (value: Decimal): string => readable(plain(value), 2);

const totalsText = (totals: readonly CurrencyTotals[]): string =>
  table(
    ['cur-\nrency', 'contracts\nin books', 'contracts\nin list', 'ARR\nin books', 'ARR\nin list', 'books\nless list'],
    totals.map(({ currency, books, list }) => [
      currency,
      count(books.contracts),
      count(list.contracts),
      amount(books.arr),
      amount(list.arr),
      amount(books.arr.minus(list.arr)),
    ]),
  );

const STATED_TEXT = { customer: 'customer', currency: 'currency', arr: 'ARR', start: 'term start', end: 'term end' };

/** What the list says beside the differences: what was compared, and which of its rows count nowhere. */
const above = (
  { alike, differing, unread, totals }: Reconciliation,
  { refused }: SourceList,
  compared: readonly (keyof typeof STATED_TEXT)[],
): readonly string[] => [
  wrapped(
    `${countInWords(differing, 'contract')} ${differing === 1 ? 'differs' : 'differ'}; ${count(alike)} ${alike === 1 ? 'is' : 'are'} alike in ${compared.map((what) => STATED_TEXT[what]).join(', ')}.`,
  ),
  ...(refused.count === 0
    ? []
    : [
        wrapped(
          `${countInWords(refused.count, 'record')} of the list cannot be read, so nothing is said about ${refused.count === 1 ? 'its contract' : 'their contracts'}${unread === 0 ? '' : ` (${count(unread)} active in the books)`}. First:`,
        ),
        ...refused.examples.map((example) => wrapped(`  ${example}`, '    ')),
      ]),
  '',
  totalsText(totals),
];

/** The differences between the books and a list. */
export const reconcileListing = (
  reconciliation: Reconciliation,
  list: SourceList,
  compared: readonly (keyof typeof STATED_TEXT)[],
): Listing<ListDifference> => ({
  title: `The books and ${list.name} on ${reconciliation.day}. An amount is the ARR in the contract's own currency.`,
  above: above(reconciliation, list, compared),
  many: 'differences',
  columns: COLUMNS,
  rows: reconciliation.differences,
});
