type Value = number | null;

const defined = (values: readonly Value[]): readonly number[] => values.filter((value) => value !== null);

/** The smallest range that holds all values and zero; from 0 to 1 if there is none. */
export const extentWithZero = (values: readonly Value[]): [number, number] => {
  const numbers = [0, ...defined(values)];
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return low === high ? [low, low + 1] : [low, high];
};

/** The smallest range that holds all values; null if there is none. */
export const extent = (values: readonly Value[]): [number, number] | null => {
  const numbers = defined(values);
  if (numbers.length === 0) return null;
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return low === high ? [low - 1, high + 1] : [low, high];
};
