/** The columns of the narrowest terminal that a table has to fit. */
export const TERMINAL_WIDTH = 80;

const GAP = '  ';

const lengthOf = (text: string): number => Array.from(text).length;

/** Titles of several lines: the last lines are level. */
const headerLines = (titles: readonly string[]): readonly (readonly string[])[] => {
  const split = titles.map((title) => title.split('\n'));
  const height = Math.max(...split.map((lines) => lines.length));
  return Array.from({ length: height }, (_, i) => split.map((lines) => lines[i - height + lines.length] ?? ''));
};

const paddingOf = (text: string, width: number): string => ' '.repeat(Math.max(0, width - lengthOf(text)));

/** The indexes of the columns, in blocks that each begin with the first column and fit the terminal if they can. */
const blocksOf = (widths: readonly number[]): readonly (readonly number[])[] => {
  const [first = 0] = widths;
  const blocks: number[][] = [[0]];
  let used = first;
  widths.forEach((width, i) => {
    if (i === 0) return;
    const block = blocks.at(-1) ?? [];
    if (block.length > 1 && used + GAP.length + width > TERMINAL_WIDTH) {
      blocks.push([0, i]);
      used = first + GAP.length + width;
    } else {
      block.push(i);
      used += GAP.length + width;
    }
  });
  return blocks;
};

/**
 * A table in text: the first column is aligned to the left, all others to the right. A title may have several lines. A
 * table that is too wide for a terminal goes on below, with its first column repeated.
 */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const lines = [...headerLines(header), ...rows];
  const widths = header.map((_, i) => lines.reduce((most, cells) => Math.max(most, lengthOf(cells[i] ?? '')), 0));
  const aligned = (text: string, i: number): string => {
    const padding = paddingOf(text, widths[i] ?? 0);
    return i === 0 ? `${text}${padding}` : `${padding}${text}`;
  };
  const block = (columns: readonly number[]): string => {
    const of = (cells: readonly string[]): readonly string[] => columns.map((i) => cells[i] ?? '');
    const rule = of(widths.map((width) => '-'.repeat(width)));
    return [...headerLines(of(header)), rule, ...rows.map(of)]
      .map((cells) =>
        cells
          .map((text, at) => aligned(text, columns[at] ?? 0))
          .join(GAP)
          .trimEnd(),
      )
      .join('\n');
  };
  return blocksOf(widths).map(block).join('\n\n');
};
