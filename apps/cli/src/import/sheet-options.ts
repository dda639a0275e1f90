import { basename } from 'node:path';
import type { CivilDate } from '@app/domain';
import { readAdapterFile, readSheetFile, readTextFile, UsageError } from '@app/host';
import { messageOf } from '@app/platform';
import {
  type DateOrder,
  type DecimalMark,
  type Ends,
  isSheetFault,
  type Sheet,
  type SheetConfig,
  type SheetTranslation,
  translateSheet,
} from '@app/wire';
import { type Command, Option } from 'commander';

/** The options that say how a sheet is to be read. */
export type SheetOptions = Readonly<{
  map?: string;
  dates?: DateOrder;
  ends?: Ends;
  decimal?: DecimalMark;
  currency?: string;
  account?: string;
  revision: string;
  adapter?: string;
}>;

export const addSheetOptions = (command: Command): Command =>
  command
    .option(
      '--map <file>',
      'JSON that names the column of a header, or null to leave it out: {"Client": "customer_id"}',
    )
    .addOption(new Option('--dates <order>', 'the order of dates (default: iso)').choices(['iso', 'dmy', 'mdy']))
    .addOption(
      new Option(
        '--ends <meaning>',
        'if an end is the last day (inclusive) or the first day after it (default: as whole months show)',
      ).choices(['exclusive', 'inclusive']),
    )
    .addOption(new Option('--decimal <mark>', 'the mark before decimals (default: ".")').choices(['.', ',']))
    .option('--currency <code>', 'the currency of rows without one')
    .option('--account <name>', "names the source of the events (default: the file's name)")
    .option('--revision <number>', 'counts up with each corrected sheet', '0');

const REVISION = /^\d{1,9}$/;

const mapIn = async (file: string): Promise<SheetConfig['map']> => {
  const text = await readTextFile('--map', file);
  let map: unknown;
  try {
    map = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`--map: ${file} is not JSON (${messageOf(cause)})`, { cause });
  }
  const isMap =
    typeof map === 'object' &&
    map !== null &&
    !Array.isArray(map) &&
    Object.values(map).every((column) => column === null || typeof column === 'string');
  if (!isMap) throw new UsageError(`--map: ${file} is not an object of headers, each with a column or null`);
  return map as SheetConfig['map'];
};

const nameOf = (file: string, account: string | undefined): string => {
  if (account !== undefined) return account;
  if (file === '-')
    throw new UsageError('--account: standard input has no name; give one for the source of the events');
  return basename(file);
};

export type SheetTerms = Pick<SheetConfig, 'dimensions' | 'today' | 'standIns'> & Readonly<{ option: string }>;

/** `prefix` is what the adapter puts before every contract id. */
export type TranslatedSheet = Readonly<{ sheet: Sheet; translation: SheetTranslation; prefix: string }>;

/** Reads and translates a sheet. `option` names the file in messages. Throws `UsageError`. */
export const translatedSheet = async (
  file: string,
  options: SheetOptions,
  { option, ...terms }: SheetTerms & Readonly<{ today: CivilDate }>,
): Promise<TranslatedSheet> => {
  const { map, dates = null, ends = null, decimal = null, currency, account, revision } = options;
  const adapter = options.adapter === undefined ? null : await readAdapterFile('--adapter', options.adapter);
  if (!REVISION.test(revision)) throw new UsageError(`--revision: ${revision} is not a whole number of 0 or more`);
  const config: SheetConfig = {
    ...terms,
    name: nameOf(file, account ?? adapter?.account ?? undefined),
    dates,
    ends,
    decimal,
    currency: currency?.toUpperCase() ?? adapter?.currency ?? null,
    revision: Number(revision),
    map: map === undefined ? {} : await mapIn(map),
    ...(adapter === null ? {} : { contractPrefix: adapter.contractPrefix, products: adapter.products }),
  };
  const sheet = await readSheetFile(option, file);
  const translation = translateSheet(sheet, config);
  if (!isSheetFault(translation)) return { sheet, translation, prefix: config.contractPrefix ?? '' };
  const { about, message } = translation;
  throw new UsageError(`${about === 'sheet' ? `${option}: ${file}` : `--${about}`}: ${message}`);
};
