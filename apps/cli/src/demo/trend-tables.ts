import { Decimal } from '@app/domain';
import { table } from '../table.ts';
import { BRIDGE, type MonthFigures } from './month-figures.ts';
import { readable, readablePercentage } from '../readable.ts';

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

/** The whole book, a row per month: its ACV, and the figures behind it. */
export const blendedTable = (months: readonly MonthFigures[]): string => table(BLENDED, months.map(blendedRow));

const WHY = [
  'month',
  'change',
  'left',
  'price',
  'quantity',
  'discount',
  'product',
  'currency',
  'entered',
  'NRR %',
  'signals',
];

const change = ({ acv, acv_prior }: MonthFigures): string | null =>
  acv === null || acv_prior === null ? null : new Decimal(acv).minus(acv_prior).toFixed();

/** Why the ACV moved, a row per month: the parts of the change, and the signals. */
export const bridgeTable = (months: readonly MonthFigures[]): string =>
  table(
    WHY,
    months.map((figures) => [
      figures.month,
      readable(change(figures), 2),
      ...BRIDGE.map((part) => readable(figures[part], 2)),
      readable(figures.nrr_pct, 2),
      figures.signals.map(({ code }) => code).join(', ') || '-',
    ]),
  );

/** A row per month, with the ACV and its trend for each tier that ever has customers. */
export const tierTable = (byTier: readonly MonthFigures[]): string => {
  const withCustomers = byTier.filter(({ active_logos }) => active_logos > 0);
  const tiers = [...new Set(withCustomers.map(({ segment }) => segment))].toSorted();
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
