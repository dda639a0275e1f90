import { dimensionName } from '../../book/dimension-name.ts';
import { segmentName } from '../../book/segment-name.ts';
import { Sparkline } from '@app/charts';
import { Link } from '../../address/link.tsx';
import { address } from '../../address/navigation.ts';
import { type Book, useBook } from '../../book/book.ts';
import { type Column, FiguresTable } from '../../table/figures-table.tsx';
import { sorted } from '../../table/sorted.ts';
import { type SegmentRow, segmentValue } from './segment-rows.ts';

const columnsFor = ({ formats }: Book, dimension: string): readonly Column<SegmentRow>[] => [
  {
    title: dimensionName(dimension),
    isText: true,
    sort: 'segment',
    cell: ({ segment }) => <Link to={{ view: 'overview', dimension, segment }}>{segmentName(dimension, segment)}</Link>,
  },
  { title: 'ACV', figure: 'acv', sort: 'acv', cell: ({ figures }) => formats.whole(figures.acv) },
  {
    title: 'Trend',
    figure: 'acv_trend_pct',
    sort: 'acv_trend_pct',
    cell: ({ figures }) => formats.signedPercent(figures.acv_trend_pct),
  },
  {
    title: 'Customers',
    figure: 'active_logos',
    sort: 'active_logos',
    cell: ({ figures }) => formats.count(figures.active_logos),
  },
  { title: 'ARR', figure: 'arr', sort: 'arr', cell: ({ figures }) => formats.whole(figures.arr) },
  { title: 'Share of ARR', figure: 'arr_share', sort: 'share', cell: ({ share }) => formats.share(share) },
  { title: 'NRR', figure: 'nrr_pct', sort: 'nrr_pct', cell: ({ figures }) => formats.percent(figures.nrr_pct) },
  {
    title: 'ACV over time',
    isText: true,
    cell: ({ segment, course }) => (
      <Sparkline
        label={`ACV of ${segmentName(dimension, segment)} over ${course.length} periods`}
        values={course}
        width={110}
        height={24}
      />
    ),
  },
];

const SORTED_BY = '-arr';

export const SegmentTable = ({ rows, dimension }: { rows: readonly SegmentRow[]; dimension: string }) => {
  const book = useBook();
  return (
    <FiguresTable
      caption={`Each ${dimensionName(dimension)} in the period`}
      columns={columnsFor(book, dimension)}
      rows={sorted(rows, address.value.sort ?? SORTED_BY, segmentValue)}
      keyOf={({ segment }) => segment}
      isChosen={({ segment }) => segment === book.segment}
      sortedBy={SORTED_BY}
      empty="No segment has a customer in this period."
    />
  );
};
