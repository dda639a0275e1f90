import { useBook } from '../../book/book.ts';
import type { Series } from '@app/wire/answers';
import { drawn, type Given, periodText } from '@app/wording';
import { Figure } from '../../figures/figure.tsx';
import { type FigureChange, figureChange, type FigureFormat } from './figure-change.ts';
import { type SeriesFigure, valuesOf } from './overview-series.ts';

type Shown = Readonly<{ name: SeriesFigure; title: string; format: FigureFormat; view: 'contracts' | 'why' }>;

const SHOWN: readonly Shown[] = [
  { name: 'acv', title: 'ACV per customer', format: 'whole', view: 'contracts' },
  { name: 'acv_trend_pct', title: 'Trend', format: 'percent', view: 'why' },
  { name: 'acv_median', title: 'Median customer', format: 'whole', view: 'contracts' },
  { name: 'arr', title: 'ARR', format: 'short', view: 'contracts' },
  { name: 'active_logos', title: 'Customers', format: 'count', view: 'contracts' },
  { name: 'nrr_pct', title: 'Net retention (NRR)', format: 'percent', view: 'why' },
  { name: 'grr_pct', title: 'Gross retention (GRR)', format: 'percent', view: 'why' },
];

/** Sparklines show this many periods up to the shown one. */
const PERIODS = 24;

const beforeText = (
  before: Given,
  prior: string | undefined,
  text: (given: Given) => string,
  change: FigureChange | null,
): string => {
  if (prior === undefined) return 'first period';
  const former = `${drawn(before) === null ? 'none' : text(before)} in ${periodText(prior)}`;
  return change === null || change.text === '' ? former : `${change.text} from ${former}`;
};

export const KeyFigures = ({ series }: { series: Series }) => {
  const { period, formats } = useBook();
  const index = series.periods.indexOf(period.period);
  const prior = series.periods[index - 1];
  return (
    <dl class="figures">
      {SHOWN.map(({ name, title, format, view }) => {
        const values = valuesOf(series, name);
        const [now, before] = [values[index], values[index - 1]];
        // The trend is a change itself, and has its sign: a change beside it would say another.
        const change = name === 'acv_trend_pct' ? null : figureChange(now, before, format, formats);
        return (
          <Figure
            key={name}
            name={name}
            title={title}
            text={formats[format](now)}
            before={beforeText(before, prior, formats[format], change)}
            direction={change?.direction ?? null}
            values={values.slice(Math.max(0, index + 1 - PERIODS), index + 1).map(drawn)}
            from={view === 'why' ? { view } : { view, on: period.measured_on }}
          />
        );
      })}
    </dl>
  );
};
