/**
 * A statement, or a part of one. A part of several lines is indented as the line that holds it, so that what a take sends
 * can be read as it is.
 */
export const sql = (texts: TemplateStringsArray, ...parts: readonly (string | number)[]): string =>
  texts
    .reduce((text, next, i) => {
      const [indent = ''] = /^ */.exec(text.slice(text.lastIndexOf('\n') + 1)) ?? [];
      return `${text}${String(parts[i - 1]).replaceAll('\n', `\n${indent}`)}${next}`;
    })
    .trim();

/** Columns, values or assignments, one a line. */
export const listed = (items: readonly string[]): string => items.join(',\n');

/** Statements that are sent as one. No statement has an empty line in it, and none ends with a comment. */
export const joined = (statements: readonly string[]): string => statements.join(';\n\n');

/**
 * A text as an SQL literal on one line: names of attributes and labels of bands are the policy's, not ours. Indenting a
 * statement must not change a text that has lines of its own.
 */
export const literal = (text: string): string => {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\n') ? `E${quoted.replaceAll('\\', '\\\\').replaceAll('\n', String.raw`\n`)}` : quoted;
};
