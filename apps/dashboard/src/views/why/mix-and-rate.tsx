import { dimensionName } from '../../book/dimension-name.ts';
import { segmentName } from '../../book/segment-name.ts';
import { LineChart } from '@app/charts';
import type { Comparison } from '@app/wire/answers';
import { dayText, drawn } from '@app/wording';
import { Link } from '../../address/link.tsx';
import { type Book, useBook } from '../../book/book.ts';
import { useSplit } from '../../book/use-split.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Measured } from '../../page/measured.tsx';
import { Shown } from '../../page/shown.tsx';
import { type Column, FiguresTable } from '../../table/figures-table.tsx';
import { isReversed } from './reversal.ts';
import type { TwoDays } from './two-days.ts';

const columnsFor = ({ formats }: Book, dimension: string): readonly Column<Comparison>[] => [
  {
    title: dimensionName(dimension),
    isText: true,
    cell: ({ segment }) => <Link to={{ dimension, segment }}>{segmentName(dimension, segment)}</Link>,
  },
  { title: 'Customers', figure: 'active_logos', cell: ({ active_logos: logos }) => formats.count(logos) },
  { title: 'ACV before', figure: 'acv_prior', cell: ({ acv_prior: acv }) => formats.whole(acv) },
  { title: 'ACV after', figure: 'acv', cell: ({ acv }) => formats.whole(acv) },
  { title: 'By its own ACV', figure: 'rate_effect', cell: ({ rate_effect: rate }) => formats.signedWhole(rate) },
  { title: 'By its share', figure: 'mix_effect', cell: ({ mix_effect: mix }) => formats.signedWhole(mix) },
];

/** The whole and the segments with customers on both days, where they moved in opposite directions. */
const Reversal = ({ whole, segments, days }: ReversalProps) => {
  const { formats } = useBook();
  const both = segments.filter(({ acv, acv_prior: prior }) => acv !== null && prior !== null);
  const lineOf = (name: string, { acv, acv_prior: prior }: Comparison, isQuiet: boolean) => ({
    name,
    values: [drawn(prior), drawn(acv)],
    texts: [formats.whole(prior), formats.whole(acv)],
    isQuiet,
  });
  return (
    <>
      <p>
        No segment moved the way the whole did: the mix of segments moved it.
        {both.length < segments.length && ' Segments with customers on one of the days alone have no line.'}
      </p>
      <Measured>
        {(width) => (
          <LineChart
            label="The ACV of the whole moved one way, that of no segment did"
            width={Math.min(width, 560)}
            height={300}
            periods={[dayText(days.from), dayText(days.to)]}
            lines={[
              lineOf('Whole', whole, false),
              ...both.map((comparison) =>
                lineOf(segmentName(comparison.dimension, comparison.segment), comparison, true),
              ),
            ]}
            hasCursor
            tick={formats.short}
          />
        )}
      </Measured>
    </>
  );
};

type ReversalProps = Readonly<{ whole: Comparison; segments: readonly Comparison[]; days: TwoDays }>;

/** How much of the change of the whole each segment explains, by its own ACV and by its share of the customers. */
export const MixAndRate = ({ days }: { days: TwoDays }) => {
  const book = useBook();
  const dimension = useSplit();
  const { from, to } = days;
  const whole = useAnswer('compare', { from, to, dimension: 'all' });
  const answer = useAnswer('compare', dimension === null ? null : { from, to, dimension });
  const all = whole.value?.data[0];
  return (
    <section>
      <h2>What each {dimension === null ? 'segment' : dimensionName(dimension)} added to the change</h2>
      <Shown asked={answer} waiting="Comparing the segments…">
        {({ data }) => (
          <>
            {all !== undefined && isReversed(all, data) && <Reversal whole={all} segments={data} days={days} />}
            <FiguresTable
              caption="The change of the whole book’s ACV by segment"
              columns={columnsFor(book, dimension ?? '')}
              rows={data}
              keyOf={({ segment }) => segment}
              isChosen={({ segment }) => segment === book.segment}
              empty="No segment has a customer on either day."
            />
          </>
        )}
      </Shown>
    </section>
  );
};
