import type { FigureName } from '@app/domain';
import type { StoredSnapshot } from '@app/wire';

/** A figure that differs between two revisions, as it was written: text, number, null or a list. */
export type FigureChange = Readonly<{ field: string; from: unknown; to: unknown }>;

/** The figures that a reader looks at first. The others stay in the order of the content. */
const MOST_TELLING: readonly FigureName[] = [
  'acv',
  'acv_trend_pct',
  'normalized_acv_total',
  'normalized_acv_average',
  'arr',
  'active_logos',
  'new_arr',
  'reactivation_arr',
  'expansion_arr',
  'contraction_arr',
  'churn_arr',
  'fx_arr',
  'nrr_pct',
  'acv_median',
  'bookings_count',
  'bookings_acv_total',
  'one_time_total',
];

const ranks: ReadonlyMap<string, number> = new Map(MOST_TELLING.map((field, rank) => [field, rank]));
const rankOf = ({ field }: FigureChange): number => ranks.get(field) ?? MOST_TELLING.length;

/**
 * The fields in which two revisions differ, the most important first. A field that one revision lacks is null in it.
 */
export const figureChanges = (before: StoredSnapshot, after: StoredSnapshot): readonly FigureChange[] => {
  const [from, to] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...to.keys(), ...from.keys()])]
    .map((field) => ({ field, from: from.get(field) ?? null, to: to.get(field) ?? null }))
    .filter((change) => JSON.stringify(change.from) !== JSON.stringify(change.to))
    .toSorted((a, b) => rankOf(a) - rankOf(b));
};
