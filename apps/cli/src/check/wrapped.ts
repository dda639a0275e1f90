/** The width of a terminal that every output fits into. */
const COLUMNS = 80;

/** A text in lines of at most 80 columns, broken between words, each behind `indent`. A longer word stays whole. */
export const wrapped = (text: string, indent: string): string => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => `${indent}${each}`).join('\n');
};
