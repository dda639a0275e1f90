import { Bars, LineChart } from '@app/charts';
import type { Series } from '@app/wire/answers';
import { counted, drawn, periodText } from '@app/wording';
import { useBook } from '../../book/book.ts';
import { subjectOf } from '../../book/subject.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { RestatedNote, restatedIn } from '../../figures/restated.tsx';
import { WhatIs } from '../../figures/what-is.tsx';
import { Measured } from '../../page/measured.tsx';
import { Shown } from '../../page/shown.tsx';
import { DealScatters } from './deal-scatters.tsx';
import { DEAL_FIGURES, type DealFigure, dealsHeading, dealValues } from './deals-heading.ts';
import { DealsNeeded } from './deals-needed.tsx';

const Booked = ({ series }: { series: Series }) => {
  const { formats } = useBook();
  const names = series.periods.map((label) => periodText(label));
  const values = dealValues(series, 'bookings_acv_total');
  const counts = dealValues(series, 'bookings_count');
  const texts = values.map(
    (value, index) => `${formats.whole(value)} in ${counted(drawn(counts[index]) ?? 0, 'deal', formats.count)}`,
  );
  return (
    <section>
      <h2>ACV booked in each period</h2>
      <WhatIs
        figures={[
          { title: 'Booked ACV', name: 'bookings_acv_total' },
          { title: 'Deals', name: 'bookings_count' },
        ]}
      />
      <Measured>
        {(width) => (
          <Bars
            label={`ACV of the bookings of ${names.length} periods`}
            width={width}
            height={220}
            names={names}
            layers={[{ name: 'Booked ACV', tone: 'accent', values: values.map(drawn), texts }]}
            tick={formats.short}
          />
        )}
      </Measured>
    </section>
  );
};

const Sizes = ({ series }: { series: Series }) => {
  const { formats } = useBook();
  const restated = restatedIn(series);
  const lineOf = (name: string, figure: DealFigure, isQuiet: boolean) => {
    const values = dealValues(series, figure);
    return { name, values: values.map(drawn), texts: values.map(formats.whole), isQuiet };
  };
  return (
    <section>
      <h2>The average and the median deal</h2>
      <WhatIs
        figures={[
          { title: 'Average', name: 'bookings_acv_average' },
          { title: 'Median', name: 'bookings_acv_median' },
        ]}
      />
      <Measured>
        {(width) => (
          <LineChart
            label="Average and median ACV of the bookings of each period"
            width={width}
            height={220}
            periods={series.periods.map((label) => periodText(label))}
            restated={restated}
            hasCursor
            lines={[lineOf('Average', 'bookings_acv_average', false), lineOf('Median', 'bookings_acv_median', true)]}
            tick={formats.short}
          />
        )}
      </Measured>
      <RestatedNote restated={restated} />
    </section>
  );
};

/** What was booked, at which size, discount and pace, and how many deals a target takes. */
const Deals = () => {
  const { period, dimension, segment, formats } = useBook();
  const series = useAnswer('series', { figures: DEAL_FIGURES.join(','), grain: period.grain, dimension, segment });
  return (
    <article>
      <Shown asked={series} waiting="Reading the bookings…">
        {(value) => (
          <>
            {segment !== 'all' && <p class="kicker">{subjectOf({ dimension, segment })}</p>}
            <h1>{dealsHeading(value, value.periods.indexOf(period.period), formats)}</h1>
            <Booked series={value} />
            <Sizes series={value} />
          </>
        )}
      </Shown>
      <DealsNeeded />
      <DealScatters />
    </article>
  );
};

export default Deals;
