export type Random = Readonly<{
  /** At least 0 and below 1. */
  share: () => number;
  /** A whole number, at least 0 and below `n`. */
  below: (n: number) => number;
}>;

/** Mulberry32: the same numbers for the same seed. */
export const randomFrom = (seed: number): Random => {
  let state = seed | 0;
  const share = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { share, below: (n) => Math.floor(share() * n) };
};

/** A number from 0 to 2^32 - 1: unique for each `n`, and unlike those of its neighbours. */
export const scrambled = (n: number): number => {
  let t = Math.imul(n ^ 0x9e3779b9, 0x85ebca6b);
  t = Math.imul(t ^ (t >>> 13), 0xc2b2ae35);
  return (t ^ (t >>> 16)) >>> 0;
};
