import { type ChartLine, LineChart } from '@app/charts';
import { go } from '../../address/navigation.ts';
import { useBook } from '../../book/book.ts';
import { RestatedNote, restatedIn } from '../../figures/restated.tsx';
import { WhatIs } from '../../figures/what-is.tsx';
import type { Series } from '@app/wire/answers';
import { drawn, periodText } from '@app/wording';
import { Measured } from '../../page/measured.tsx';
import { type SeriesFigure, valuesOf } from './overview-series.ts';

const labelOf = (
  series: Series,
  index: number,
  text: (given: string | number | null | undefined) => string,
): string => {
  const values = valuesOf(series, 'acv');
  const first = values.findIndex((value) => value !== null);
  const name = (place: number): string => periodText(series.periods[place] ?? '');
  return `ACV per customer from ${text(values[first])} in ${name(first)} to ${text(values[index])} in ${name(index)}`;
};

/** ACV and median over all periods, in the band that holds the middle half of the customers. */
export const AcvCourse = ({ series }: { series: Series }) => {
  const { formats, period, periods } = useBook();
  const chosen = series.periods.indexOf(period.period);
  const restated = restatedIn(series);
  const lineOf = (name: string, figure: SeriesFigure, isQuiet = false): ChartLine => {
    const values = valuesOf(series, figure);
    return { name, values: values.map(drawn), texts: values.map(formats.whole), isQuiet };
  };
  const pick = (index: number): void => {
    const label = series.periods[index];
    go({ period: label === periods.at(-1)?.period ? undefined : label });
  };
  return (
    <section>
      <h2>ACV per customer and the median customer</h2>
      <WhatIs
        figures={[
          { title: 'ACV', name: 'acv' },
          { title: 'Median', name: 'acv_median' },
          { title: '25th percentile', name: 'acv_p25' },
          { title: '75th percentile', name: 'acv_p75' },
        ]}
      />
      <Measured>
        {(width) => (
          <LineChart
            label={labelOf(series, chosen, formats.whole)}
            width={width}
            height={width < 500 ? 220 : 300}
            periods={series.periods.map((label) => periodText(label))}
            lines={[lineOf('ACV', 'acv'), lineOf('Median', 'acv_median', true)]}
            band={{
              name: '25–75%',
              low: lineOf('25th percentile', 'acv_p25'),
              high: lineOf('75th percentile', 'acv_p75'),
            }}
            restated={restated}
            chosen={chosen}
            hasCursor
            tick={formats.short}
            onPick={pick}
          />
        )}
      </Measured>
      <RestatedNote restated={restated} />
    </section>
  );
};
