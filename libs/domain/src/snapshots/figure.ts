import { type Decimal } from '../money/decimal.ts';
import { plain } from '../money/decimal-text.ts';
import { amount, percentage, share } from './emitted.ts';
import type { SegmentInPeriod } from './segment-in-period.ts';
import type { TrendNullReason } from './trend-null-reason.ts';

/** The headings under which figures are listed for readers. */
export const FIGURE_GROUPS = [
  'size',
  'trend',
  'distribution',
  'movements_of_arr',
  'movements_of_customers',
  'retention',
  'bridge',
  'mix_and_rate',
  'bookings',
] as const;
export type FigureGroup = (typeof FIGURE_GROUPS)[number];

/**
 * How a figure is computed, by its kind: a sum is exact and a count is a number, and both are always there. A percentage
 * is computed as a ratio. Quotients, percentages, ratios and reasons are null if they are undefined.
 */
type Computed = Readonly<{
  sum: Decimal;
  count: number;
  quotient: Decimal | null;
  percentage: Decimal | null;
  ratio: Decimal | null;
  reason: TrendNullReason | null;
}>;

export type FigureKind = keyof Computed;

/** How a figure is emitted, by its kind: amounts as decimal text, a percentage times 100 (definitions, section 7). */
export type Emitted = Readonly<{
  sum: string;
  count: number;
  quotient: string | null;
  percentage: string | null;
  ratio: string | null;
  reason: TrendNullReason | null;
}>;

type OfKind<B, K extends FigureKind> = Readonly<{
  kind: K;
  /** What the figure means, in a sentence of Markdown. */
  meaning: string;
  of: (basis: B) => Computed[K];
}>;

/** A figure of a snapshot, computed from the basis that its block shares. */
export type Figure<B> = { [K in FigureKind]: OfKind<B, K> }[FigureKind];

type FiguresIn<F extends Readonly<Record<string, Readonly<{ kind: FigureKind }>>>> = Readonly<{
  [N in keyof F]: Emitted[F[N]['kind']];
}>;

/** Figures that follow each other in a snapshot, with the function that emits them. */
export type FigureBlock<F extends Readonly<Record<string, Readonly<{ kind: FigureKind; meaning: string }>>>> =
  Readonly<{
    group: FigureGroup;
    figures: F;
    emitted: (segment: SegmentInPeriod, whole: SegmentInPeriod) => FiguresIn<F>;
  }>;

const emittedFigure = <B>(figure: Figure<B>, basis: B): string | number | null => {
  switch (figure.kind) {
    case 'sum':
      return plain(figure.of(basis));
    case 'quotient':
      return amount(figure.of(basis));
    case 'percentage':
      return percentage(figure.of(basis));
    case 'ratio':
      return share(figure.of(basis));
    case 'count':
    case 'reason':
      return figure.of(basis);
  }
};

/**
 * A block of figures by their names as emitted, in their order. `basis` is computed once for a segment and its whole, and
 * each figure is a function of it.
 */
export const figureBlock =
  <B>(group: FigureGroup, basis: (segment: SegmentInPeriod, whole: SegmentInPeriod) => B) =>
  <const F extends Readonly<Record<string, Figure<B>>>>(figures: F): FigureBlock<F> => {
    const entries = Object.entries(figures);
    return {
      group,
      figures,
      emitted: (segment, whole) => {
        const from = basis(segment, whole);
        // Each figure is emitted by its own kind, so the values are those that the type states.
        return Object.fromEntries(entries.map(([name, figure]) => [name, emittedFigure(figure, from)])) as FiguresIn<F>;
      },
    };
  };
