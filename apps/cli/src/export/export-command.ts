import { countInWords, GRAINS } from '@app/domain';
import { UsageError } from '@app/host';
import { type ExportAsked, type ExportedTable, PostgresExport } from '@app/persistence';
import { Command, Option } from 'commander';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { withExistingStore } from '../store/existing-store.ts';
import { exportAsked, type ExportFilters, EXPORTS } from './export-arguments.ts';
import { writeChunks } from './out-file.ts';

type What = ExportAsked['what'];
type Chunks = AsyncIterable<string | Uint8Array>;

/** The writer of each format, loaded when it is asked for. */
const FORMATS = {
  csv: async (table: ExportedTable): Promise<Chunks> => (await import('./csv-chunks.ts')).csvChunks(table),
  parquet: async (table: ExportedTable): Promise<Chunks> => (await import('./parquet-chunks.ts')).parquetChunks(table),
  xlsx: async (table: ExportedTable, what: What): Promise<Chunks> =>
    (await import('./workbook-chunks.ts')).workbookChunks(table, what),
};

type Options = ExportFilters & StoreOptions & Readonly<{ what: What; format: keyof typeof FORMATS; out: string }>;

/** The table, whose rows are counted as they pass. */
const counted = ({ columns, pages }: ExportedTable, passed: (rows: number) => void): ExportedTable => ({
  columns,
  pages: (async function* () {
    for await (const rows of pages) {
      passed(rows.length);
      yield rows;
    }
  })(),
});

/** Writes what is asked for to a file. Returns the number of rows. Throws `UsageError` or `OutOfRangeError`. */
export const writeExport = (
  books: PostgresExport,
  asked: ExportAsked,
  { format, out }: Pick<Options, 'format' | 'out'>,
): Promise<number> =>
  books.read(asked, async (table) => {
    let rows = 0;
    const passing = counted(table, (more) => (rows += more));
    await writeChunks(out, await FORMATS[format](passing, asked.what));
    return rows;
  });

const assertPlace = ({ format, out }: Options): void => {
  if (format !== 'csv' && out === '-' && process.stdout.isTTY) {
    throw new UsageError(`--out: give a file, because ${format} is not text for a terminal`);
  }
};

export const exportCommand = (): Command =>
  new Command('export')
    .description('write snapshots, contracts or movements with their types to a file for analysts')
    .addOption(new Option('--what <rows>', 'the rows').choices(EXPORTS).makeOptionMandatory())
    .addOption(new Option('--format <format>', 'the format').choices(Object.keys(FORMATS)).makeOptionMandatory())
    .option('--out <file>', 'the file; - writes to standard output', '-')
    .addOption(
      new Option('--grain <grain>', 'snapshots: only of this grain (default: that of the labels, or all)').choices(
        GRAINS,
      ),
    )
    .option('--from <label>', 'snapshots and movements: the first period (2025-03, 2025-Q1, 2025)')
    .option('--to <label>', 'snapshots and movements: the last period')
    .option('--dimension <name>', 'snapshots: only the segments of this dimension')
    .option('--segment <name>', 'snapshots: only this segment of the dimension')
    .option('--known-at <time>', 'snapshots: as they were known at the end of this day, or at this instant')
    .option('--on <date>', 'contracts: the day (default: the last day of which snapshots were taken)')
    .option('--customer <id>', 'contracts and movements: only of this customer')
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: Options) => {
      assertPlace(options);
      const rows = await withExistingStore(options, ({ database, at }) =>
        writeExport(new PostgresExport(database, at), exportAsked(options.what, options, at.policy), options),
      );
      process.stderr.write(`${countInWords(rows, 'row')} of ${options.what} written\n`);
    });
