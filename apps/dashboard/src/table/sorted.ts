import { drawn, type Given } from '@app/wording';

const compare = (a: Given, b: Given): number => {
  const [x, y] = [drawn(a), drawn(b)];
  if (x !== null && y !== null) return x - y;
  return String(a ?? '') < String(b ?? '') ? -1 : 1;
};

/** Rows by a value, `-name` the largest first. Rows without a value come last either way. */
export const sorted = <T>(rows: readonly T[], sort: string, valueOf: (row: T, name: string) => Given): readonly T[] => {
  const isDescending = sort.startsWith('-');
  const name = isDescending ? sort.slice(1) : sort;
  const isMissing = (row: T): boolean => (valueOf(row, name) ?? null) === null;
  return [...rows].sort((a, b) => {
    if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b));
    const order = compare(valueOf(a, name), valueOf(b, name));
    return isDescending ? -order : order;
  });
};
