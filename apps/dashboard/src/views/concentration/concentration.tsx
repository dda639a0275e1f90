import { LineChart } from '@app/charts';
import type { Series } from '@app/wire/answers';
import { dayText, drawn, type Given, periodText } from '@app/wording';
import { Link } from '../../address/link.tsx';
import { type Book, useBook } from '../../book/book.ts';
import { subjectOf } from '../../book/subject.ts';
import { csvOf } from '../../data/read.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { usePages } from '../../data/use-pages.ts';
import { RestatedNote, restatedIn } from '../../figures/restated.tsx';
import { WhatIs } from '../../figures/what-is.tsx';
import { Measured } from '../../page/measured.tsx';
import { MorePages } from '../../page/more-pages.tsx';
import { Shown } from '../../page/shown.tsx';
import { WholeBookNote } from '../../page/whole-book-note.tsx';
import { type Column, FiguresTable } from '../../table/figures-table.tsx';
import { concentrationHeading, cumulated, type LargestCustomer } from './largest.ts';

/** Rows that are read at once. */
const PAGE = 20;
/** As wide as a figure, so that the names of customers 1 to 99 begin at one place. */
const FIGURE_SPACE = '\u2007';
const FIGURES = ['top1_share', 'top10_share', 'hhi', 'acv', 'acv_ex_top1'] as const;
type Figure = (typeof FIGURES)[number];

const columnsFor = ({ formats, period }: Book): readonly Column<LargestCustomer>[] => [
  {
    title: 'Customer',
    isText: true,
    cell: ({ place, customer_id: id }) => (
      <>
        {String(place).padStart(2, FIGURE_SPACE)}.{' '}
        <Link to={{ view: 'contracts', customer: id, on: period.measured_on }}>{id}</Link>
      </>
    ),
  },
  { title: 'ARR', figure: 'customer.arr', cell: ({ arr }) => formats.whole(arr) },
  { title: 'Share', figure: 'customer.share', cell: ({ share }) => formats.share(share) },
  {
    title: 'Cumulative share',
    figure: 'customer.cumulative_share',
    cell: ({ cumulative }) => formats.share(cumulative),
  },
  {
    title: 'Contracts',
    figure: 'customer.active_contracts',
    cell: ({ active_contracts: contracts }) => formats.count(contracts),
  },
];

const Largest = () => {
  const book = useBook();
  const { measured_on: on } = book.period;
  const query = { on, sort: '-arr' };
  const pages = usePages('customers', { ...query, limit: PAGE });
  return (
    <section>
      <h2>The largest customers</h2>
      <WholeBookNote />
      <Shown asked={pages.asked} waiting="Reading the customers…">
        {(customers) => (
          <FiguresTable
            caption={`The largest customers of the whole book at the close of ${dayText(on)}`}
            columns={columnsFor(book)}
            rows={cumulated(customers)}
            keyOf={({ customer_id: id }) => id}
            empty="No customer is active on this day."
          />
        )}
      </Shown>
      <MorePages pages={pages} />
      <p>
        <a href={csvOf('customers', query)} download="customers.csv">
          All of them as CSV
        </a>
      </p>
    </section>
  );
};

type Lines = readonly Readonly<{ name: string; figure: Figure; isQuiet: boolean }>[];

const Course = ({ series, title, lines, text, tick = text }: CourseProps) => {
  const { period } = useBook();
  const restated = restatedIn(series);
  return (
    <section>
      <h2>{title}</h2>
      <WhatIs figures={lines.map(({ name, figure }) => ({ title: name, name: figure }))} />
      <Measured>
        {(width) => (
          <LineChart
            label={`${title}: ${lines.map(({ name }) => name).join(', ')} over ${series.periods.length} periods`}
            width={width}
            height={220}
            periods={series.periods.map((label) => periodText(label))}
            chosen={series.periods.indexOf(period.period)}
            lines={lines.map(({ name, figure, isQuiet }) => {
              const values: readonly Given[] = series.segments[0]?.figures[figure] ?? series.periods.map(() => null);
              return { name, isQuiet, values: values.map(drawn), texts: values.map(text) };
            })}
            restated={restated}
            hasCursor
            tick={tick}
          />
        )}
      </Measured>
      <RestatedNote restated={restated} />
    </section>
  );
};

type CourseProps = Readonly<{
  series: Series;
  title: string;
  lines: Lines;
  /** How figures read on hover and in the table. */
  text: (given: Given) => string;
  /** How they read at the axis, if shorter. */
  tick?: (given: Given) => string;
}>;

/** How much of the ARR few customers hold, and what the ACV would be without the largest. */
const Concentration = () => {
  const { period, dimension, segment, formats } = useBook();
  const series = useAnswer('series', { figures: FIGURES.join(','), grain: period.grain, dimension, segment });
  return (
    <article>
      <Shown asked={series} waiting="Reading the shares…">
        {(value) => {
          const index = value.periods.indexOf(period.period);
          const at = (figure: Figure) => value.segments[0]?.figures[figure]?.[index]?.toString() ?? null;
          return (
            <>
              <p class="kicker">
                {segment !== 'all' && `${subjectOf({ dimension, segment })}, `}
                {periodText(period.period)}
              </p>
              <h1>{concentrationHeading({ top1_share: at('top1_share'), top10_share: at('top10_share') }, formats)}</h1>
              <WhatIs
                figures={[
                  { title: 'Share of the largest', name: 'top1_share' },
                  { title: 'Share of the ten largest', name: 'top10_share' },
                ]}
              />
            </>
          );
        }}
      </Shown>
      <Largest />
      <Shown asked={series}>
        {(value) => (
          <>
            <Course
              series={value}
              title="ACV with and without the largest customer"
              lines={[
                { name: 'ACV', figure: 'acv', isQuiet: false },
                { name: 'Excl. largest', figure: 'acv_ex_top1', isQuiet: true },
              ]}
              text={formats.whole}
              tick={formats.short}
            />
            <Course
              series={value}
              title="Concentration over time (HHI: 1 is one customer)"
              lines={[{ name: 'HHI', figure: 'hhi', isQuiet: false }]}
              text={formats.fine}
            />
          </>
        )}
      </Shown>
    </article>
  );
};

export default Concentration;
