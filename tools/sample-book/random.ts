/** The same draws on every machine: only whole numbers, no function whose last digit depends on the platform. */
export type Random = Readonly<{
  /** From `min` to `max`, both included. */
  between: (min: number, max: number) => number;
  /** True in `share` of a hundred cases. */
  percent: (share: number) => boolean;
  pick: <T>(first: T, ...others: readonly T[]) => T;
  /** One of the options, by weights that add up to 100. */
  weighted: <T>(options: readonly (readonly [T, number])[]) => T;
}>;

/** FNV-1a. */
const seedOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
};

/** Mulberry32: small, and uniform enough for a sample. */
const generator = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
};

/** Each subject has a generator of its own, so that a change of one customer's story leaves all others as they were. */
export const randomOf = (subject: string): Random => {
  const draw = generator(seedOf(subject));
  const between = (min: number, max: number): number => min + (draw() % (max - min + 1));
  const weighted = <T>(options: readonly (readonly [T, number])[]): T => {
    let left = between(1, 100);
    const found = options.find(([, weight]) => (left -= weight) <= 0);
    if (found === undefined) throw new Error('The weights do not add up to 100.');
    return found[0];
  };
  return {
    between,
    percent: (share) => between(1, 100) <= share,
    pick: (first, ...others) => [first, ...others][between(0, others.length)] ?? first,
    weighted,
  };
};
