/** A figure that differs between two revisions, as it was written: text, number, null or a list. */
export type FigureChange = Readonly<{ field: string; from: unknown; to: unknown }>;

/** The content of a revision, field by field in its own order. */
export type Content = ReadonlyMap<string, unknown>;

/** What is looked at first; the rest stays in the order of the content. */
const MOST_TELLING = [
  'acv',
  'acv_trend_pct',
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
] as const;

const ranks: ReadonlyMap<string, number> = new Map(MOST_TELLING.map((field, rank) => [field, rank]));
const rankOf = ({ field }: FigureChange): number => ranks.get(field) ?? MOST_TELLING.length;

/** The content is JSON that this product wrote. */
export const contentOf = (json: string): Content => {
  const stated = JSON.parse(json) as Readonly<Record<string, unknown>>;
  return new Map(Object.entries(stated));
};

/** The most telling first. A field that only one of them has is null in the other. */
export const figureChanges = (before: Content, after: Content): readonly FigureChange[] =>
  [...new Set([...after.keys(), ...before.keys()])]
    .map((field) => ({ field, from: before.get(field) ?? null, to: after.get(field) ?? null }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to))
    .toSorted((a, b) => rankOf(a) - rankOf(b));
