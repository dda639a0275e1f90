import type { Figures, Part, Point } from './figures.ts';
import { type Look, PANEL } from './looks.ts';

type Palette = Look['palette'];

const PLOT = { left: 46, right: PANEL.width - 8, top: 82, bottom: 286 } as const;
/** Both charts have one scale, so that a height means the same amount in both. It begins above 0, as they both say. */
const SCALE = { from: 30_000, to: 60_000, step: 10_000 } as const;

const money = (amount: number): string => Math.round(amount).toLocaleString('en-US');
const thousands = (amount: number): string => `${amount / 1000}k`;
const signed = (amount: number): string => `${amount < 0 ? '−' : '+'}${money(Math.abs(amount))}`;
const number = (value: number): string => value.toFixed(1);
const SCALE_BEGINS = `the scale begins at ${thousands(SCALE.from)}, not at 0`;

const y = (amount: number): number =>
  PLOT.bottom - ((amount - SCALE.from) / (SCALE.to - SCALE.from)) * (PLOT.bottom - PLOT.top);

type Style = Readonly<{ fill: string; size?: number; anchor?: 'start' | 'middle' | 'end'; weight?: number }>;

const label = (
  x: number,
  at: number,
  text: string,
  { fill, size = 12, anchor = 'start', weight = 400 }: Style,
): string =>
  `<text x="${number(x)}" y="${number(at)}" fill="${fill}" font-size="${size}" text-anchor="${anchor}" font-weight="${weight}">${text}</text>`;

/** Labels in the plot have a margin of the background, so that no line of the grid crosses them. */
const withMargin = (labels: readonly string[], { background }: Palette): readonly string[] => [
  `<g stroke="${background}" stroke-width="5" stroke-linejoin="round" paint-order="stroke">`,
  ...labels,
  '</g>',
];

const grid = (palette: Palette): readonly string[] => {
  const count = (SCALE.to - SCALE.from) / SCALE.step + 1;
  return Array.from({ length: count }, (_, index) => SCALE.from + index * SCALE.step).flatMap((amount) => [
    `<line x1="${PLOT.left}" y1="${number(y(amount))}" x2="${PLOT.right}" y2="${number(y(amount))}" stroke="${palette.rule}"/>`,
    label(PLOT.left - 8, y(amount) + 4, thousands(amount), { fill: palette.muted, anchor: 'end' }),
  ]);
};

const title = ([heading, about]: readonly [string, string], palette: Palette): readonly string[] => [
  label(12, 26, heading, { fill: palette.text, size: 15, weight: 600 }),
  label(12, 46, about, { fill: palette.muted }),
];

const dot = (x: number, at: number, { line }: Palette): string =>
  `<circle cx="${number(x)}" cy="${number(at)}" r="4" fill="${line}"/>`;

const highest = (points: readonly Point[]): number => {
  const values = points.map(({ acv }) => acv);
  return values.indexOf(Math.max(...values));
};

const trend = (points: readonly Point[], palette: Palette): readonly string[] => {
  const x = (index: number): number => PLOT.left + 10 + (index * (PLOT.right - PLOT.left - 32)) / (points.length - 1);
  const path = points.map(({ acv }, index) => `${number(x(index))},${number(y(acv))}`).join(' ');
  const [peak, last] = [highest(points), points.length - 1];
  const isDated = (index: number): boolean => index === 0 || (index + 1) % 6 === 0;
  const isNamed = (index: number): boolean => index === 0 || index === peak || (index + 1) % 12 === 0;
  const name = ({ month, acv }: Point, index: number): string => {
    const style = { fill: palette.text, weight: 600 } as const;
    if (index === peak) return label(x(index) - 8, y(acv) - 14, `peak ${money(acv)} (${month})`, style);
    // The last point ends a fall: above it is the line.
    if (index === last) return label(x(index) + 8, y(acv) + 22, money(acv), { ...style, anchor: 'end' });
    return label(x(index), y(acv) - 12, money(acv), { ...style, anchor: index === 0 ? 'start' : 'end' });
  };
  const named = points.flatMap((point, index) => (isNamed(index) ? [{ point, index }] : []));
  return [
    ...title(['ACV: annual contract value per customer', `USD at the close of each month; ${SCALE_BEGINS}`], palette),
    ...grid(palette),
    ...withMargin(
      named.map(({ point, index }) => name(point, index)),
      palette,
    ),
    `<polyline points="${path}" fill="none" stroke="${palette.line}" stroke-width="2.5" stroke-linejoin="round"/>`,
    ...named.map(({ point, index }) => dot(x(index), y(point.acv), palette)),
    ...points.flatMap(({ month }, index) =>
      isDated(index) ? [label(x(index), PLOT.bottom + 22, month, { fill: palette.muted, anchor: 'middle' })] : [],
    ),
  ];
};

type Bar = Readonly<{ name: string; about: string; from: number; to: number; label: string; fill: string }>;

const fillOf = ({ amount, customers }: Part, { mix, rise, fall }: Palette): string => {
  if (customers !== null) return mix;
  return amount < 0 ? fall : rise;
};

const bars = ({ prior, acv, parts, year }: Figures, palette: Palette): readonly Bar[] => {
  const total = (name: string, amount: number): Bar => ({
    name,
    about: '',
    from: SCALE.from,
    to: amount,
    label: money(amount),
    fill: palette.line,
  });
  const steps = parts.map((part, index): Bar => {
    const from = parts.slice(0, index).reduce((sum, { amount }) => sum + amount, prior);
    return {
      name: part.name,
      about: part.customers === null ? '' : `${part.customers} customers`,
      from,
      to: from + part.amount,
      label: signed(part.amount),
      fill: fillOf(part, palette),
    };
  });
  return [total(String(Number(year) - 1), prior), ...steps, total(year, acv)];
};

const bridge = (figures: Figures, palette: Palette): readonly string[] => {
  const width = (PLOT.right - PLOT.left) / (figures.parts.length + 2);
  const placed = bars(figures, palette).map((bar, index) => ({
    ...bar,
    x: PLOT.left + index * width,
    middle: PLOT.left + (index + 0.5) * width,
    top: y(Math.max(bar.from, bar.to)),
    bottom: y(Math.min(bar.from, bar.to)),
    row: PLOT.bottom + (index % 2 === 0 ? 22 : 38),
  }));
  const centred = { size: 11, anchor: 'middle' } as const;
  return [
    ...title([`Why it fell in ${figures.year}`, `grey: other customers are counted; ${SCALE_BEGINS}`], palette),
    ...grid(palette),
    ...withMargin(
      placed.map((bar) =>
        label(bar.middle, bar.to < bar.from ? bar.bottom + 15 : bar.top - 7, bar.label, {
          ...centred,
          fill: palette.text,
        }),
      ),
      palette,
    ),
    ...placed.flatMap(({ x, middle, top, bottom, row, fill, name, about }) => [
      `<rect x="${number(x + 5)}" y="${number(top)}" width="${number(width - 10)}" height="${number(Math.max(bottom - top, 1.5))}" fill="${fill}"/>`,
      label(middle, row, name, { ...centred, size: 12, fill: palette.muted }),
      ...(about === '' ? [] : [label(middle, row + 15, about, { ...centred, fill: palette.muted })]),
    ]),
  ];
};

const panelAt = ([x, at]: readonly [number, number], panel: readonly string[]): readonly string[] => [
  `<g transform="translate(${x} ${at})">`,
  ...panel,
  '</g>',
];

/** The trend by month and the bridge of a year, as an SVG. */
export const trendPicture = (figures: Figures, { palette, layout }: Look): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${layout.width} ${layout.height}" width="${layout.width}" height="${layout.height}" font-family="-apple-system, 'Segoe UI', Helvetica, Arial, sans-serif" role="img">`,
    `<title>ACV by month, and its bridge from ${money(figures.prior)} to ${money(figures.acv)} in ${figures.year}</title>`,
    `<rect width="${layout.width}" height="${layout.height}" rx="6" fill="${palette.background}"/>`,
    ...panelAt(layout.trend, trend(figures.trend, palette)),
    ...panelAt(layout.bridge, bridge(figures, palette)),
    '</svg>',
    '',
  ].join('\n');
