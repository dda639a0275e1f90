const sorted = (figures: readonly number[]): readonly number[] => figures.toSorted((a, b) => a - b);

/** With linear interpolation at (n - 1) * p; NaN of nothing. */
export const quantile = (figures: readonly number[], p: number): number => {
  const ordered = sorted(figures);
  const at = (ordered.length - 1) * p;
  const [low, high] = [ordered[Math.floor(at)] ?? NaN, ordered[Math.ceil(at)] ?? NaN];
  return low + (high - low) * (at - Math.floor(at));
};

export const median = (figures: readonly number[]): number => quantile(figures, 0.5);

/** How far the runs lie apart: largest less smallest, as a share of the median. */
export const spread = (figures: readonly number[]): number =>
  (Math.max(...figures) - Math.min(...figures)) / median(figures);
