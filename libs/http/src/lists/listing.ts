/** The values of the sort key of a row, by which the next page starts behind it. */
export type RowKey = readonly (string | number | null)[];

export type PageAsked<K extends RowKey = RowKey> = Readonly<{
  /** The key of the last row of the page before; null for the first page. */
  after: K | null;
  limit: number;
}>;

export type Page<T, K extends RowKey = RowKey> = Readonly<{
  rows: readonly T[];
  /** The key of the last row; null if no row follows it. */
  next: K | null;
}>;

/** A list, a page at a time. A page is read anew for each call, so a whole list is streamed without keeping it. */
export type Listing<T, K extends RowKey = RowKey> = (asked: PageAsked<K>) => Promise<Page<T, K>>;

/** The page of a list that is known as a whole, such as the periods of a store. */
export const pageOf = <T>(
  rows: readonly T[],
  { after, limit }: PageAsked<readonly [number]>,
): Page<T, readonly [number]> => {
  const from = after === null ? 0 : after[0];
  const to = from + limit;
  return { rows: rows.slice(from, to), next: to < rows.length ? [to] : null };
};
