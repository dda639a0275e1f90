/**
 * A statement, or a part of one. A part with several lines gets the indent of the line that holds it, so the statements
 * of a take are readable as they are sent.
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

/** Statements that are sent together. No statement contains an empty line or ends with a comment. */
export const joined = (statements: readonly string[]): string => statements.join(';\n\n');

/**
 * A text as an SQL literal on one line. The policy chooses names of attributes and labels of bands, and indenting a
 * statement must not change a text with line breaks of its own.
 */
export const literal = (text: string): string => {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\n') ? `E${quoted.replaceAll('\\', '\\\\').replaceAll('\n', String.raw`\n`)}` : quoted;
};
