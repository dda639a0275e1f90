import { describe, expect, it } from '@jest/globals';
import { figuresOf } from '../../docs/picture/figures.ts';
import { LOOKS } from '../../docs/picture/looks.ts';
import { trendPicture } from '../../docs/picture/trend-picture.ts';
import { describePages, textOf } from './describe-pages.ts';
import { pagesIn } from './pages.ts';

const book = describePages([
  ...['README.md', 'docs/README.md'],
  ...['tutorial', 'reference', 'explanation', 'internals'].flatMap(pagesIn),
]);

describe('The picture of the README', () => {
  it.each(Object.entries(LOOKS))('shows the sample book in the look %s', (name, look) => {
    // `node docs/write-picture.mjs` draws it again.
    expect(textOf(`docs/images/trend-${name}.svg`)).toBe(trendPicture(figuresOf(book().snapshots), look));
  });
});
