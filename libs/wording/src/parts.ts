import type { Comparison } from '@app/wire/answers';
import type { Formats } from './formats.ts';
import { isHeld } from './held.ts';
import { drawn, signOf } from './numeral.ts';

type Part = Readonly<{ field: keyof Comparison; name: string }>;

/** The parts of the ACV bridge, in the order of a snapshot. */
export const BRIDGE: readonly Part[] = [
  { field: 'bridge_left_mix', name: 'Customers that left' },
  { field: 'bridge_price', name: 'Prices' },
  { field: 'bridge_quantity', name: 'Quantities' },
  { field: 'bridge_discount', name: 'Discounts' },
  { field: 'bridge_product', name: 'Products' },
  { field: 'bridge_fx', name: 'Exchange rates' },
  { field: 'bridge_entered_mix', name: 'Customers that entered' },
];

export const ARR_MOVEMENTS: readonly Part[] = [
  { field: 'new_arr', name: 'New' },
  { field: 'reactivation_arr', name: 'Reactivated' },
  { field: 'transferred_in_arr', name: 'Received' },
  { field: 'transferred_out_arr', name: 'Handed over' },
  { field: 'moved_in_arr', name: 'Moved in' },
  { field: 'moved_out_arr', name: 'Moved out' },
  { field: 'expansion_arr', name: 'Expansion' },
  { field: 'contraction_arr', name: 'Contraction' },
  { field: 'churn_arr', name: 'Churn' },
  { field: 'fx_arr', name: 'Exchange rates' },
];

/** Counts of customers: those of `isLoss` are taken away. */
export const LOGO_MOVEMENTS: readonly (Part & Readonly<{ isLoss?: boolean }>)[] = [
  { field: 'new_logos', name: 'New' },
  { field: 'reactivated_logos', name: 'Reactivated' },
  { field: 'transferred_in_logos', name: 'Received' },
  { field: 'moved_in_logos', name: 'Moved in' },
  { field: 'moved_out_logos', name: 'Moved out', isLoss: true },
  { field: 'transferred_out_logos', name: 'Handed over', isLoss: true },
  { field: 'churned_logos', name: 'Churned', isLoss: true },
];

/** A figure of a comparison or a snapshot by its name; only figures are asked for. */
export const figureOf = (
  figures: Readonly<Partial<Record<keyof Comparison, unknown>>>,
  field: keyof Comparison,
): string | number | null => {
  const value: unknown = figures[field];
  return typeof value === 'string' || typeof value === 'number' ? value : null;
};

/** The part of the bridge that is largest in size; null without a bridge. */
export const largestPart = (comparison: Comparison): (Part & Readonly<{ value: number }>) | null => {
  const parts = BRIDGE.map((part) => ({ ...part, value: drawn(figureOf(comparison, part.field)) }));
  return parts.reduce<(Part & Readonly<{ value: number }>) | null>((largest, { value, ...part }) => {
    if (value === null || value === 0) return largest;
    return largest === null || Math.abs(value) > Math.abs(largest.value) ? { ...part, value } : largest;
  }, null);
};

/** The finding of a comparison: how the ACV moved, and the largest part of the bridge. */
export const whyHeading = (comparison: Comparison, { whole, percent, signedWhole }: Formats): string => {
  const sign = signOf(comparison.acv_trend_pct);
  if (sign === null) return 'There is no change to explain: one of the days has no customer';
  const moved = isHeld(comparison.acv_trend_pct, percent)
    ? `ACV held at ${whole(comparison.acv)}`
    : `ACV ${sign < 0 ? 'fell' : 'rose'} ${percent(Math.abs(Number(comparison.acv_trend_pct)))}`;
  const largest = largestPart(comparison);
  if (largest === null) return moved;
  const name = `${largest.name.charAt(0).toLowerCase()}${largest.name.slice(1)}`;
  return `${moved}: the largest part is ${name}, ${signedWhole(figureOf(comparison, largest.field))}`;
};
