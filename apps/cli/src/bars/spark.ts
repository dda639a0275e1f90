const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const MIDDLE = '▄';

/** A figure without a value leaves a gap. */
const GAP = ' ';

/**
 * A bar for each value, from the lowest of them to the highest; values that are all the same are in the middle, and null
 * is a gap. The values are only drawn, so rounded numbers will do.
 */
export const spark = (values: readonly (number | null)[]): string => {
  const known = values.filter((value) => value !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const level = (value: number): string =>
    most === least ? MIDDLE : (LEVELS[Math.round(((value - least) / (most - least)) * (LEVELS.length - 1))] ?? MIDDLE);
  return values.map((value) => (value === null ? GAP : level(value))).join('');
};
