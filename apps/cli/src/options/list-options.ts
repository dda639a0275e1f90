import { UsageError } from '@app/host';
import { type Command, Option } from 'commander';

export type ListOptions = Readonly<{ json?: true; csv?: true; limit?: string }>;

/** The form of a list; a null limit prints all rows. */
export type ListForm = Readonly<{ form: 'table'; limit: number } | { form: 'json' | 'csv'; limit: number | null }>;

const TABLE_ROWS = 50;
const LIMIT = /^[1-9]\d{0,8}$/;

/** `tableRows` is the number of rows that a table has unless `--limit` is given. */
export const addListOptions = (command: Command, tableRows = TABLE_ROWS): Command =>
  command
    .option('--limit <count>', `print only the first rows (default: ${tableRows} in a table, else all)`)
    .addOption(new Option('--json', 'print JSON lines with every digit instead of a table'))
    .addOption(new Option('--csv', 'print CSV with every digit, for a spreadsheet'));

/** Throws `UsageError`. */
export const listForm = ({ json, csv, limit: given }: ListOptions, tableRows = TABLE_ROWS): ListForm => {
  if (json === true && csv === true) throw new UsageError('--json and --csv: give one of them');
  if (given !== undefined && !LIMIT.test(given)) throw new UsageError(`--limit: ${given} is not a whole number from 1`);
  const limit = given === undefined ? null : Number(given);
  if (json === true) return { form: 'json', limit };
  return csv === true ? { form: 'csv', limit } : { form: 'table', limit: limit ?? tableRows };
};
