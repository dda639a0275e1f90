import { styleText } from 'node:util';

/**
 * A row of a waterfall: a total, which stands on 0, or a step from the amount of the row above. The amount is only drawn,
 * so a rounded number will do.
 */
export type WaterfallRow = Readonly<{ kind: 'total' | 'step'; amount: number }>;

/** The amounts between which the bar of each row stands. */
const spansOf = (rows: readonly WaterfallRow[]): readonly (readonly [number, number])[] => {
  let at = 0;
  return rows.map(({ kind, amount }) => {
    const before = kind === 'total' ? 0 : at;
    at = before + amount;
    return [Math.min(before, at), Math.max(before, at)];
  });
};

const BLOCKS = { total: '█', up: '▓', down: '░' } as const;

const drawn = ({ kind, amount }: WaterfallRow, length: number): string => {
  if (kind === 'total') return BLOCKS.total.repeat(length);
  return amount < 0 ? styleText('red', BLOCKS.down.repeat(length)) : styleText('green', BLOCKS.up.repeat(length));
};

/**
 * The bars of a waterfall, `width` columns wide at most. A step above 0 is `▓` and one below `░`, so they can be told
 * apart without colours; a step of nothing has no bar, and any other at least one column.
 */
export const waterfall = (rows: readonly WaterfallRow[], width: number): readonly string[] => {
  const spans = spansOf(rows);
  const least = Math.min(0, ...spans.map(([low]) => low));
  const whole = Math.max(0, ...spans.map(([, high]) => high)) - least;
  const column = (amount: number): number => Math.round(((amount - least) / whole) * width);
  return rows.map((row, i) => {
    const [low, high] = spans[i] ?? [0, 0];
    if (row.amount === 0) return '';
    const from = Math.min(column(low), width - 1);
    return `${' '.repeat(from)}${drawn(row, Math.max(column(high) - from, 1))}`;
  });
};
