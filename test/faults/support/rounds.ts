const FEW = 5;

/** How often a fault is brought about: in full, or a fifth of that where `FAULT_ROUNDS` is `few`. */
export const rounds = (inFull: number): number =>
  process.env.FAULT_ROUNDS === 'few' ? Math.ceil(inFull / FEW) : inFull;

/** For tests that last as long as their rounds do. */
export const LONG_MS = 3_600_000;
