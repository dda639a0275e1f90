/** The place of a row in a list: the values by which the list is ordered. */
export type PageKey = readonly string[];

/** A page of at most `limit` rows, behind the row with the key `after`; null: from the beginning. */
export type PageAsked = Readonly<{ after: PageKey | null; limit: number }>;

/** Rows in order, and the key of the last one if more rows follow. */
export type Page<R> = Readonly<{ rows: readonly R[]; next: PageKey | null }>;

/** A page of rows of which one more than `limit` was looked for. */
export const pageOf = <R>(found: readonly R[], limit: number, keyOf: (row: R) => PageKey): Page<R> => {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: found.length > limit && last !== undefined ? keyOf(last) : null };
};
