import { Decimal } from '@app/domain';
import { ACV_TITLE } from '../acv-words.ts';
import { marked } from '../missing-rates-text.ts';
import type { Places } from '../options/digits-option.ts';
import { count, readable, readablePercentage } from '../readable.ts';
import { table } from '../table.ts';
import { BRIDGE, type MonthFigures } from './month-figures.ts';

const BLENDED = [
  'month',
  ACV_TITLE,
  'trend\n%',
  'year\n%',
  'customers',
  'ARR',
  'contract ACV\nper customer',
  'median',
] as const;

const labelOf = ({ month, missing_fx }: MonthFigures): string => marked(month, missing_fx);

const blendedRow = (figures: MonthFigures, { average, sum, percentage }: Places): readonly string[] => [
  labelOf(figures),
  readable(figures.acv, average),
  readable(figures.acv_trend_pct, percentage),
  readable(figures.acv_yoy_pct, percentage),
  count(figures.active_logos),
  readable(figures.arr, sum),
  readable(figures.normalized_acv_average, average),
  readable(figures.acv_median, average),
];

/** The whole book, a row per month: its ACV, and the figures behind it. */
export const blendedTable = (months: readonly MonthFigures[], places: Places): string =>
  table(
    BLENDED,
    months.map((month) => blendedRow(month, places)),
  );

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
  'largest\n%',
  'signals',
];

const change = ({ acv, acv_prior }: MonthFigures): string | null =>
  acv === null || acv_prior === null ? null : new Decimal(acv).minus(acv_prior).toFixed();

/** Why the ACV moved, a row per month: the parts of the change, and the signals. */
export const bridgeTable = (months: readonly MonthFigures[], { average, percentage }: Places): string =>
  table(
    WHY,
    months.map((figures) => [
      labelOf(figures),
      readable(change(figures), average),
      ...BRIDGE.map((part) => readable(figures[part], average)),
      readable(figures.nrr_pct, percentage),
      readablePercentage(figures.top1_share, percentage),
      figures.signals.map(({ code }) => code.replaceAll('_', ' ')).join(', ') || '-',
    ]),
  );

/** The tiers side by side that fit a terminal. */
const TIERS_IN_A_ROW = 3;

/** A row per month, with the ACV per customer and its trend for each tier that ever has customers. */
export const tierTable = (byTier: readonly MonthFigures[], { average, percentage }: Places): string => {
  const withCustomers = byTier.filter(({ active_logos }) => active_logos > 0);
  const tiers = [...new Set(withCustomers.map(({ segment }) => segment))].toSorted();
  const months = Map.groupBy(byTier, labelOf);
  const tableOf = (shown: readonly string[]): string =>
    table(
      ['month', ...shown.flatMap((tier) => [tier, 'trend\n%'])],
      [...months].map(([month, segments]) => [
        month,
        ...shown.flatMap((tier) => {
          const found = segments.find(({ segment }) => segment === tier);
          return [readable(found?.acv ?? null, average), readable(found?.acv_trend_pct ?? null, percentage)];
        }),
      ]),
    );
  const rows = tiers.flatMap((_, i) => (i % TIERS_IN_A_ROW === 0 ? [tiers.slice(i, i + TIERS_IN_A_ROW)] : []));
  return rows.map(tableOf).join('\n\n');
};
