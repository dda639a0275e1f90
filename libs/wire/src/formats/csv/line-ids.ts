import { compareCodePoints } from '@app/domain';
import type { Line } from './row-line.ts';

/** A line and the row that states it. */
export type RowLine = Readonly<{ row: number; line: Line }>;

const text = ({ line }: RowLine): string => {
  const { product, kind, start, date } = line;
  return JSON.stringify([product, kind, start ?? date ?? '', line]);
};

/**
 * The lines of a contract in an order that does not depend on the order of rows, each with an id: its product, or the
 * product with a number where it repeats.
 */
export const linesWithIds = (lines: readonly RowLine[]): readonly RowLine[] => {
  const ids = new Set<string>();
  const products = new Set(lines.map(({ line }) => line.product));
  const idOf = (product: string): string => {
    if (!ids.has(product)) return product;
    let number = 2;
    while (ids.has(`${product}#${number}`) || products.has(`${product}#${number}`)) number += 1;
    return `${product}#${number}`;
  };
  return lines
    .toSorted((a, b) => compareCodePoints(text(a), text(b)))
    .map(({ row, line }) => {
      const id = idOf(line.product);
      ids.add(id);
      return { row, line: { id, ...line } };
    });
};
