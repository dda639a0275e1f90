import { table } from '../table.ts';
import type { MonthFigures } from './month-figures.ts';
import { readable, readablePercentage } from './readable.ts';

const BLENDED = ['month', 'ACV', 'trend %', 'year %', 'logos', 'ARR', 'median', 'largest %'] as const;

const blendedRow = (figures: MonthFigures): readonly string[] => [
  figures.month,
  readable(figures.acv, 2),
  readable(figures.acv_trend_pct, 2),
  readable(figures.acv_yoy_pct, 2),
  readable(String(figures.active_logos), 0),
  readable(figures.arr, 0),
  readable(figures.acv_median, 2),
  readablePercentage(figures.top1_share, 1),
];

/** The whole book, a row a month: its ACV, and what it is made of. */
export const blendedTable = (months: readonly MonthFigures[]): string => table(BLENDED, months.map(blendedRow));

/** A row a month, for each tier its ACV and the trend of it. */
export const tierTable = (byTier: readonly MonthFigures[]): string => {
  const tiers = [...new Set(byTier.map(({ segment }) => segment))].toSorted();
  const months = Map.groupBy(byTier, ({ month }) => month);
  const rows = [...months].map(([month, segments]) => [
    month,
    ...tiers.flatMap((tier) => {
      const found = segments.find(({ segment }) => segment === tier);
      return [readable(found?.acv ?? null, 2), readable(found?.acv_trend_pct ?? null, 2)];
    }),
  ]);
  return table(['month', ...tiers.flatMap((tier) => [tier, 'trend %'])], rows);
};
