import { type ChartLine, LineChart } from '@app/charts';
import type { Series } from '@app/wire/answers';
import { drawn, type Formats, periodText } from '@app/wording';
import type { REPORT_FIGURES } from './report-content.ts';
import { WIDTH } from './report-style.ts';

type Props = Readonly<{ series: Series; formats: Formats; locale: string }>;

/** ACV and median over the periods, in the band that holds the middle half of the customers. */
export const Course = ({ series, formats, locale }: Props) => {
  const lineOf = (name: string, figure: (typeof REPORT_FIGURES)[number], isQuiet = false): ChartLine => {
    const values = series.segments[0]?.figures[figure] ?? [];
    return { name, values: values.map(drawn), texts: values.map(formats.whole), isQuiet };
  };
  const statuses = [...(series.segments[0]?.status ?? []).entries()];
  return (
    <section>
      <h2>ACV per customer and the median customer</h2>
      <LineChart
        label="ACV per customer and median over time, with the band of the middle half of the customers"
        width={WIDTH}
        height={220}
        periods={series.periods.map((label) => periodText(label, locale))}
        lines={[lineOf('ACV', 'acv'), lineOf('Median', 'acv_median', true)]}
        band={{
          name: '25–75%',
          low: lineOf('25th percentile', 'acv_p25'),
          high: lineOf('75th percentile', 'acv_p75'),
        }}
        restated={statuses.filter(([, status]) => status === 'restated').map(([index]) => index)}
        tick={formats.short}
      />
    </section>
  );
};
