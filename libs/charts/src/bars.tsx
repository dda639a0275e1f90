import { scaleBand, scaleLinear } from 'd3-scale';
import { useState } from 'preact/hooks';
import { BottomTicks, Gridlines, sparse } from './axes.tsx';
import { Chart, type ChartSize } from './chart.tsx';
import { Cursor } from './cursor.tsx';
import { extentWithZero } from './extent.ts';

/** The layers of a bar are stacked: those above zero upwards, those below zero downwards. */
export type BarLayer = Readonly<{
  name: string;
  tone: 'accent' | 'gain' | 'loss' | 'quiet';
  values: readonly (number | null)[];
  texts: readonly string[];
}>;

export type BarsProps = ChartSize &
  Readonly<{
    label: string;
    names: readonly string[];
    layers: readonly BarLayer[];
    tick: (value: number) => string;
  }>;

type Piece = Readonly<{ layer: BarLayer; from: number; to: number }>;

const MARGIN = { top: 10, right: 8, bottom: 24, left: 52 };

const piecesOf = (layers: readonly BarLayer[], index: number): readonly Piece[] => {
  const ends = { up: 0, down: 0 };
  return layers.map((layer) => {
    const value = layer.values[index] ?? 0;
    const side = value < 0 ? 'down' : 'up';
    const from = ends[side];
    ends[side] += value;
    return { layer, from, to: ends[side] };
  });
};

const Legend = ({ layers }: Pick<BarsProps, 'layers'>) => (
  <p class="chart-legend" aria-hidden="true">
    {layers.map(({ name, tone }) => (
      <span key={name}>
        <i class={`swatch ${tone}`} /> {name}
      </span>
    ))}
  </p>
);

const Column = ({ pieces, x, width, y }: ColumnProps) => (
  <>
    {pieces
      .filter(({ from, to }) => from !== to)
      .map(({ layer, from, to }) => (
        <rect
          key={layer.name}
          class={`bar ${layer.tone}`}
          x={x}
          width={width}
          y={Math.min(y(from), y(to))}
          height={Math.max(0.5, Math.abs(y(from) - y(to)))}
        />
      ))}
  </>
);

type ColumnProps = Readonly<{ pieces: readonly Piece[]; x: number; width: number; y: (value: number) => number }>;

/** Columns from zero, a column for each name, with layers stacked on each other, and a cursor that reads them out. */
export const Bars = ({ label, width, height, names, layers, tick }: BarsProps) => {
  const [at, setAt] = useState(names.length - 1);
  const columns = names.map((_, index) => piecesOf(layers, index));
  const y = scaleLinear(extentWithZero(columns.flat().map(({ to }) => to)), [height - MARGIN.bottom, MARGIN.top]).nice(
    5,
  );
  const x = scaleBand<number>([...names.keys()], [MARGIN.left, width - MARGIN.right]).padding(0.25);
  const left = (index: number): number => x(index) ?? 0;
  const table = {
    head: ['', ...layers.map(({ name }) => name)],
    rows: names.map((name, index) => [name, ...layers.map(({ texts }) => texts[index] ?? '')]),
  };
  const textAt = (index: number): string =>
    `${names[index] ?? ''}: ${layers.map(({ name, texts }) => `${name} ${texts[index] ?? ''}`).join(', ')}`;
  const bottom = names.map((text, index) => ({ at: left(index) + x.bandwidth() / 2, text }));
  return (
    <>
      {layers.length > 1 && <Legend layers={layers} />}
      <Chart
        label={label}
        width={width}
        height={height}
        table={table}
        below={
          <Cursor
            name={`Column: ${label}`}
            places={bottom.map((place, index) => ({ at: place.at, text: textAt(index) }))}
            at={Math.min(at, names.length - 1)}
            onMove={setAt}
          />
        }
      >
        <Gridlines ticks={y.ticks(5).map((at) => ({ at: y(at), text: tick(at) }))} from={MARGIN.left} to={width - 8} />
        <BottomTicks ticks={sparse(bottom, width - MARGIN.left, 64)} y={height - 6} />
        {columns.map((pieces, index) => (
          <g key={names[index]} class={index === at ? 'column at' : 'column'} onPointerEnter={() => setAt(index)}>
            <title>{textAt(index)}</title>
            <rect class="hit" x={left(index)} y={MARGIN.top} width={x.bandwidth()} height={height - MARGIN.bottom} />
            <Column pieces={pieces} x={left(index)} width={x.bandwidth()} y={y} />
          </g>
        ))}
        <line class="zero" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(0)} y2={y(0)} />
      </Chart>
    </>
  );
};
