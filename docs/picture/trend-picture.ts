import type { Figures, Part, Point } from './figures.ts';

export type Palette = Readonly<{
  text: string;
  muted: string;
  rule: string;
  line: string;
  rise: string;
  fall: string;
  total: string;
}>;

/** For the two modes of the page that shows the picture; the background stays the page's. */
export const PALETTES: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    text: '#1f2328',
    muted: '#59636e',
    rule: '#d1d9e0',
    line: '#0969da',
    rise: '#1a7f37',
    fall: '#cf222e',
    total: '#59636e',
  },
  dark: {
    text: '#f0f6fc',
    muted: '#9198a1',
    rule: '#3d444d',
    line: '#4493f8',
    rise: '#3fb950',
    fall: '#f85149',
    total: '#9198a1',
  },
};

const WIDTH = 880;
const HEIGHT = 330;
const TOP = 78;
const BOTTOM = 282;
const TREND = { left: 52, right: 408 } as const;
const BRIDGE = { left: 470, right: 872 } as const;
/** Both charts have one scale, so that a height means the same amount in both. It begins above 0, as its labels say. */
const SCALE = { from: 30_000, to: 60_000, step: 10_000 } as const;

const money = (amount: number): string => Math.round(amount).toLocaleString('en-US');
const thousands = (amount: number): string => `${amount / 1000}k`;
const signed = (amount: number): string => `${amount < 0 ? '−' : '+'}${money(Math.abs(amount))}`;
const number = (value: number): string => value.toFixed(1);
const y = (amount: number): number => BOTTOM - ((amount - SCALE.from) / (SCALE.to - SCALE.from)) * (BOTTOM - TOP);

type Style = Readonly<{ fill: string; size?: number; anchor?: 'start' | 'middle' | 'end'; weight?: number }>;

const label = (
  x: number,
  at: number,
  text: string,
  { fill, size = 12, anchor = 'start', weight = 400 }: Style,
): string =>
  `<text x="${number(x)}" y="${number(at)}" fill="${fill}" font-size="${size}" text-anchor="${anchor}" font-weight="${weight}">${text}</text>`;

const rule = (from: readonly [number, number], to: readonly [number, number], stroke: string): string =>
  `<line x1="${number(from[0])}" y1="${number(from[1])}" x2="${number(to[0])}" y2="${number(to[1])}" stroke="${stroke}"/>`;

const grid = ({ left, right }: Readonly<{ left: number; right: number }>, palette: Palette): readonly string[] => {
  const count = (SCALE.to - SCALE.from) / SCALE.step + 1;
  return Array.from({ length: count }, (_, index) => SCALE.from + index * SCALE.step).flatMap((amount) => [
    rule([left, y(amount)], [right, y(amount)], palette.rule),
    label(left - 8, y(amount) + 4, thousands(amount), { fill: palette.muted, anchor: 'end' }),
  ]);
};

const title = (x: number, [heading, about]: readonly [string, string], palette: Palette): readonly string[] => [
  label(x, 22, heading, { fill: palette.text, size: 15, weight: 600 }),
  label(x, 42, about, { fill: palette.muted, size: 12 }),
];

const dot = (x: number, at: number, { line }: Palette): string =>
  `<circle cx="${number(x)}" cy="${number(at)}" r="4" fill="${line}"/>`;

const trend = (points: readonly Point[], palette: Palette): readonly string[] => {
  const x = (index: number): number => TREND.left + 8 + (index * (TREND.right - TREND.left - 16)) / (points.length - 1);
  const path = points.map(({ acv }, index) => `${number(x(index))},${number(y(acv))}`).join(' ');
  const isLabelled = (index: number): boolean => index === 0 || (index + 1) % 6 === 0;
  const named = (index: number, acv: number): string => {
    // The last point ends a fall: above it is the line.
    const [anchor, above] =
      index === 0
        ? (['start', -12] as const)
        : index < points.length - 1
          ? (['middle', -12] as const)
          : (['end', 20] as const);
    return label(x(index), y(acv) + above, money(acv), { fill: palette.text, anchor, weight: 600 });
  };
  const isNamed = (index: number): boolean => index === 0 || (index + 1) % 12 === 0;
  return [
    ...title(
      TREND.left - 40,
      ['ACV: annual contract value per customer', 'USD, at the close of each month; the scale begins at 30k'],
      palette,
    ),
    ...grid(TREND, palette),
    `<polyline points="${path}" fill="none" stroke="${palette.line}" stroke-width="2.5" stroke-linejoin="round"/>`,
    ...points.flatMap(({ month, acv }, index) => [
      ...(isLabelled(index) ? [label(x(index), BOTTOM + 22, month, { fill: palette.muted, anchor: 'middle' })] : []),
      ...(isNamed(index) ? [dot(x(index), y(acv), palette), named(index, acv)] : []),
    ]),
  ];
};

type Bar = Readonly<{ name: string; from: number; to: number; label: string; fill: string }>;

const bars = ({ prior, acv, parts, year }: Figures, palette: Palette): readonly Bar[] => {
  const total = (name: string, amount: number): Bar => ({
    name,
    from: SCALE.from,
    to: amount,
    label: money(amount),
    fill: palette.total,
  });
  const steps = parts.map(({ name, amount }: Part, index): Bar => {
    const from = parts.slice(0, index).reduce((sum, part) => sum + part.amount, prior);
    return { name, from, to: from + amount, label: signed(amount), fill: amount < 0 ? palette.fall : palette.rise };
  });
  return [total(String(Number(year) - 1), prior), ...steps, total(year, acv)];
};

const bridge = (figures: Figures, palette: Palette): readonly string[] => {
  const all = bars(figures, palette);
  const width = (BRIDGE.right - BRIDGE.left) / all.length;
  return [
    ...title(BRIDGE.left - 40, [`Why it fell in ${figures.year}`, 'the parts of the bridge add up exactly'], palette),
    ...grid(BRIDGE, palette),
    ...all.flatMap((bar, index) => {
      const x = BRIDGE.left + index * width;
      const [middle, top, bottom] = [x + width / 2, y(Math.max(bar.from, bar.to)), y(Math.min(bar.from, bar.to))];
      const height = Math.max(bottom - top, 1.5);
      const centred = { size: 11, anchor: 'middle' } as const;
      return [
        `<rect x="${number(x + 5)}" y="${number(top)}" width="${number(width - 10)}" height="${number(height)}" fill="${bar.fill}"/>`,
        label(middle, bar.to < bar.from ? bottom + 14 : top - 6, bar.label, { ...centred, fill: palette.text }),
        label(middle, BOTTOM + (index % 2 === 0 ? 22 : 38), bar.name, { ...centred, size: 12, fill: palette.muted }),
      ];
    }),
  ];
};

/** The trend by month and the bridge of a year side by side, as an SVG without a background. */
export const trendPicture = (figures: Figures, palette: Palette): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="-apple-system, 'Segoe UI', Helvetica, Arial, sans-serif" role="img">`,
    `<title>ACV by month, and its bridge from ${money(figures.prior)} to ${money(figures.acv)} in ${figures.year}</title>`,
    ...trend(figures.trend, palette),
    ...bridge(figures, palette),
    '</svg>',
    '',
  ].join('\n');
