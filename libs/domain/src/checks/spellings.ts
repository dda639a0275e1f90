import { compareCodePoints } from '../text/code-points.ts';
import type { Example } from './finding.ts';
import type { Seen } from './first-seen.ts';

/** Signs that people put or leave out between words. `+`, `#` and the like tell products apart and stay. */
const SEPARATORS = /[\s\-‐‑–—_.,:;/\\'’"()[\]]+/gu;

/** A separator between two digits stays: 1.5 and 15 are two products. */
const BETWEEN_DIGITS = /(?<=\d)[\s\-‐‑–—_.,:;/\\'’"()[\]]+(?=\d)/gu;

/** Equal for the names of products that differ only by case, spaces and punctuation. */
const spellingKey = (product: string): string =>
  product.normalize('NFKC').toLowerCase().replaceAll(BETWEEN_DIGITS, '·').replaceAll(SEPARATORS, '');

/** Products of the book that are spelt in more than one way. A name of separators alone has no spelling. */
export const productsSpeltInTwoWays = (products: ReadonlyMap<string, Seen>): readonly Example[] => {
  const alike = Map.groupBy(
    [...products].filter(([product]) => spellingKey(product) !== ''),
    ([product]) => spellingKey(product),
  );
  return [...alike.values()]
    .filter(({ length }) => length > 1)
    .map((spellings) => {
      const often = spellings.toSorted(([a, x], [b, y]) => y.count - x.count || compareCodePoints(a, b));
      return {
        text: often.map(([product, { count }]) => `"${product}" (${count})`).join(', '),
        events: often.map(([, { first }]) => first),
      };
    });
};
