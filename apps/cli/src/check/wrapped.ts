/** The width of a terminal that every output fits into. */
const COLUMNS = 80;

/**
 * A text in lines of at most 80 columns, broken between words: the first behind `indent`, the others two columns
 * further in. A word that is longer than a line stays whole.
 */
export const wrapped = (text: string, indent: string): string => {
  const [first = '', ...words] = text.split(' ');
  const lines: string[] = [];
  let line = `${indent}${first}`;
  for (const word of words) {
    if (line.length + 1 + word.length <= COLUMNS) line += ` ${word}`;
    else {
      lines.push(line);
      line = `${indent}  ${word}`;
    }
  }
  return [...lines, line].join('\n');
};
