/** Characters at the start of a cell by which spreadsheets tell a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** A spreadsheet shows a text that begins with an apostrophe, and does not run it. */
const defused = (text: string): string => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text);

const cell = (text: string): string => {
  const safe = defused(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Records in CSV (RFC 4180). A cell that a spreadsheet would run as a formula gets a leading apostrophe. */
export const csvText = (records: readonly (readonly string[])[]): string =>
  records.map((record) => `${record.map(cell).join(',')}\r\n`).join('');
