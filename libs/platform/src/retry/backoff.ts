export type Backoff = Readonly<{
  /** The longest wait before the first retry; it doubles with each further one. */
  firstMs: number;
  /** No wait is longer. */
  maxMs: number;
  /** From 0, below 1. Injected: a test gives its own. */
  random: () => number;
}>;

/** At least half of the full wait, the rest by chance: processes that failed together do not come back together. */
export const backoffMs = (attempt: number, { firstMs, maxMs, random }: Backoff): number => {
  const full = Math.min(maxMs, firstMs * 2 ** (attempt - 1));
  return Math.round(full / 2 + (full / 2) * random());
};
