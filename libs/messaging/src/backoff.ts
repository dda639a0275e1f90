export type Backoff = Readonly<{ firstMs: number; maxMs: number }>;

/** How long to wait after the n-th failure in a row, n from 1: doubled each time up to the maximum, in milliseconds. */
export const backoffMs = ({ firstMs, maxMs }: Backoff, failures: number): number =>
  Math.min(maxMs, firstMs * 2 ** Math.min(failures - 1, 30));
