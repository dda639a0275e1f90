import { ALL, Decimal, FIGURES, type FigureName } from '@app/domain';
import type { MissingInPeriod, SegmentSeries, Series } from '@app/processing';
import { spark } from '../bars/spark.ts';
import { figureText, figureTitle } from '../figure-change.ts';
import { leftOutInPeriods, WAY_OUT } from '../missing-rates-text.ts';
import { PERCENTAGE_PLACES } from '../options/digits-option.ts';
import { readable, shortened, wrapped } from '../readable.ts';
import { table, TERMINAL_WIDTH } from '../table.ts';

/** The decimal places that are asked for; null: as many as each figure needs. */
type Places = number | null;

type Frame = Readonly<{
  figures: readonly FigureName[];
  missing: readonly MissingInPeriod[];
  fiscalYearStartMonth: number;
  places: Places;
}>;

type Values = NonNullable<SegmentSeries['figures'][FigureName]>;

type Row = Readonly<{ label: string; figure: FigureName; values: Values }>;

const LABELS: Readonly<Partial<Record<FigureName, string>>> = {
  acv_median: 'median ARR',
  arr: 'ARR',
  active_logos: 'customers',
  nrr_pct: 'NRR %',
};

const labelOf = (figure: FigureName): string => LABELS[figure] ?? figureTitle(figure);

const LONGEST = 20;

/** A segment that never had the figure is left out. */
const rowsOf = ({ segments }: Series, asked: readonly FigureName[]): readonly Row[] =>
  segments.flatMap(({ dimension, segment, figures }) =>
    asked.flatMap((figure) => {
      const values = figures[figure] ?? [];
      const label = dimension === ALL ? labelOf(figure) : segment;
      return values.every((value) => value === null) ? [] : [{ label: shortened(label, LONGEST), figure, values }];
    }),
  );

const numberOf = (value: Values[number]): number | null => (value === null ? null : Number(value));

const kindOf = (figure: FigureName) => FIGURES.find(({ name }) => name === figure)?.kind;

const shown = (value: Values[number] | undefined, { figure }: Row, places: Places): string =>
  figureText(figure, value ?? null, places);

/** A percentage of a percentage would be misread. */
const changeText = ({ values, figure }: Row, places: Places): string => {
  const [first, last] = [values.at(0) ?? null, values.at(-1) ?? null];
  const kind = kindOf(figure);
  if (first === null || last === null || kind === 'percentage' || kind === 'ratio') return '-';
  const before = new Decimal(first);
  if (before.isZero()) return '-';
  return readable(new Decimal(last).minus(before).div(before.abs()).times(100).toFixed(), places ?? PERCENTAGE_PLACES);
};

/** The width of each column but that of the bars, with the gap before it. */
const takenBy = (cells: readonly (readonly string[])[]): number =>
  cells.reduce(
    (sum, column) => sum + Math.max(...column.flatMap((cell) => cell.split('\n')).map((l) => l.length)) + 2,
    0,
  );

const SCALE = 'Each row has a scale of its own: its lowest bar is its lowest value. A gap: there is no figure.';

const tableOf = ({ periods }: Series, rows: readonly Row[], places: Places): string => {
  const [first = '', last = ''] = [periods.at(0), periods.at(-1)];
  const columns = [
    ['', ...rows.map(({ label }) => label)],
    [`${first}`, ...rows.map((row) => shown(row.values.at(0), row, places))],
    [`${last}`, ...rows.map((row) => shown(row.values.at(-1), row, places))],
    ['change\n%', ...rows.map((row) => changeText(row, places))],
  ];
  const room = Math.max(1, TERMINAL_WIDTH - takenBy(columns));
  const from = Math.max(0, periods.length - room);
  const bars = [
    from === 0 ? '' : `from ${periods[from] ?? ''}`,
    ...rows.map(({ values }) => spark(values.slice(from).map(numberOf))),
  ];
  const [labels = [], firsts = [], lasts = [], changes = []] = columns;
  const cells = [labels, bars, firsts, lasts, changes];
  return table(
    cells.map((column) => column[0] ?? ''),
    rows.map((_, i) => cells.map((column) => column[i + 1] ?? '')),
  );
};

const titleText = ({ grain, periods, reportingCurrency, segments }: Series, figures: readonly FigureName[]): string => {
  const [figure] = figures;
  const dimension = segments[0]?.dimension ?? ALL;
  const subject = figure !== undefined && figures.length === 1 ? labelOf(figure) : 'ACV and the figures behind it';
  const whose = dimension === ALL ? 'of the whole book' : `by ${dimension}`;
  return wrapped(`${subject} ${whose}, ${periods.at(0)} to ${periods.at(-1)} by ${grain}, in ${reportingCurrency}`);
};

/** For people: a row of bars for each figure or segment. */
export const trendText = (series: Series, { figures, missing, fiscalYearStartMonth, places }: Frame): string => {
  const lacking = leftOutInPeriods(
    missing.filter(({ grain, period }) => grain === series.grain && series.periods.includes(period)),
    { fiscalYearStartMonth },
  );
  return [
    titleText(series, figures),
    ...(lacking.length === 0 ? [] : [[...lacking, WAY_OUT].join('\n')]),
    tableOf(series, rowsOf(series, figures), places),
    wrapped(SCALE),
  ].join('\n\n');
};
