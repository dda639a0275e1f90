/** Milliseconds to wait after the n-th failure in a row, n from 1. */
export type WaitMs = (failures: number) => number;

type Bounds = Readonly<{
  /** The longest wait after the first failure; it doubles with each further one. */
  firstMs: number;
  /** No wait is longer. */
  maxMs: number;
  /** From 0, below 1. Injected so that a test is exact. */
  random?: () => number;
}>;

/**
 * Half of the full wait plus a random part of the other half, so processes that failed together do not retry together.
 */
export const backoff =
  ({ firstMs, maxMs, random = Math.random }: Bounds): WaitMs =>
  (failures) => {
    const full = Math.min(maxMs, firstMs * 2 ** (failures - 1));
    return Math.round(full / 2 + (full / 2) * random());
  };
