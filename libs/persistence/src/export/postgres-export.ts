import { knownDay, knownDays } from '@app/processing';
import type { Database, Transaction } from '../database/database.ts';
import { takenDays } from '../reading/taken-days.ts';
import { readUnderPolicy } from '../reading/read-under-policy.ts';
import { type ExportColumn, exportColumn, valueWriter } from './column-kinds.ts';
import { type ExportAsked, exportedStatements } from './exported-statements.ts';

/** The values of a row by the order of the columns, as text: decimals without trailing zeros, instants in RFC 3339, UTC. */
export type ExportRow = readonly (string | null)[];

/** A table that is read while it is written. Memory holds one page of rows. */
export type ExportedTable = Readonly<{
  columns: readonly ExportColumn[];
  pages: AsyncIterable<readonly ExportRow[]>;
}>;

/** Rows fetched at once. */
const ROWS = 1000;

/** The cursor sorts its rows first, all of them are read, and the plan must be made for that. */
const WHOLE = `SET LOCAL work_mem = '128MB'; SET LOCAL cursor_tuple_fraction = 1`;

const AS_TEXT = { getTypeParser: () => (text: string) => text };

type Fetched = Readonly<{
  rows: readonly ExportRow[];
  fields: readonly Readonly<{ name: string; dataTypeID: number }>[];
}>;

const fetchedBy = async ({ client }: Transaction, count: number): Promise<Fetched> =>
  client.query<(string | null)[]>({ text: `FETCH ${count} FROM exported_rows`, rowMode: 'array', types: AS_TEXT });

const DECLARE = 'DECLARE exported_rows NO SCROLL CURSOR FOR';

const columnsOf = async (transaction: Transaction, statement: string): Promise<Fetched['fields']> => {
  await transaction.query(`${DECLARE} ${statement}`);
  const { fields } = await fetchedBy(transaction, 0);
  await transaction.query('CLOSE exported_rows');
  return fields;
};

async function* pagesOf(
  transaction: Transaction,
  statements: readonly string[],
  fields: Fetched['fields'],
): AsyncGenerator<readonly ExportRow[]> {
  const writers = fields.map(valueWriter);
  for (const statement of statements) {
    await transaction.query(`${DECLARE} ${statement}`);
    for (let isLast = false; !isLast;) {
      const { rows } = await fetchedBy(transaction, ROWS);
      isLast = rows.length < ROWS;
      if (rows.length > 0)
        yield rows.map((row) => row.map((text, i) => (text === null ? null : (writers[i]?.(text) ?? text))));
    }
    await transaction.query('CLOSE exported_rows');
  }
}

/** Reads snapshots, contracts or movements row by row, in one state of the store, with the columns of the views `acv_v1`. */
export class PostgresExport {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policyId: string }>,
  ) {}

  /** Throws `OutOfRangeError` for a day of contracts that is not known. */
  async read<T>(asked: ExportAsked, work: (table: ExportedTable) => Promise<T>): Promise<T> {
    return readUnderPolicy(this.database, this.options.policyId, async (transaction) => {
      if (asked.what === 'contracts' && asked.on !== null) {
        knownDay(asked.on, knownDays(await takenDays(transaction), 'on'), 'on');
      }
      await transaction.query(WHOLE);
      const statements = await exportedStatements(asked, transaction);
      const [first] = statements;
      const fields = first === undefined ? [] : await columnsOf(transaction, first);
      return work({ columns: fields.map(exportColumn), pages: pagesOf(transaction, statements, fields) });
    });
  }
}
