import type { CivilDate } from '@app/domain';
import type { UntranslatedRecord, Translation } from '../translation.ts';

/** `row` is the number that a spreadsheet shows beside it, from 1. */
export type SheetRow = Readonly<{ row: number; cells: readonly string[] }>;

/** The rows of a file as text. Nothing in them is checked yet; blank ones may be among them. */
export type Sheet = readonly SheetRow[];

export type DateOrder = 'iso' | 'dmy' | 'mdy';
export type Ends = 'exclusive' | 'inclusive';
export type DecimalMark = '.' | ',';

/** How a sheet is to be read. Null: not stated. */
export type SheetConfig = Readonly<{
  /** The account or the name of the file, for the source of the events. */
  name: string;
  dates: DateOrder | null;
  ends: Ends | null;
  decimal: DecimalMark | null;
  currency: string | null;
  revision: number;
  /** What is put before every contract id. Default: nothing. */
  contractPrefix?: string;
  /** The names under which products are reported, by their name in the sheet. Default: their own. */
  products?: ReadonlyMap<string, string>;
  /** The column that each header stands for; null: the column is not used. Other headers are recognised by name. */
  map: Readonly<Record<string, string | null>>;
  /** The value of every row in a column that the sheet does not have, so that it may lack it. Default: none. */
  standIns?: Readonly<Partial<Record<'customer_id' | 'start', string>>>;
  /** The attributes that the policy reports by. A column with such a name is one. */
  dimensions: readonly string[];
  today: CivilDate;
}>;

/** What to change so that the sheet can be read: an option, or the sheet itself. */
export type SheetFault = Readonly<{
  about: 'dates' | 'ends' | 'decimal' | 'map' | 'currency' | 'account' | 'sheet';
  message: string;
}>;

export const isSheetFault = (read: object): read is SheetFault => 'about' in read;

/** A column of the sheet: its place, its header, and the name of the column that it was read as; null: not used. */
export type ReadColumn = Readonly<{
  at: number;
  header: string;
  column: string | null;
  example: Readonly<{ cell: string; value: string }> | null;
}>;

export const SHEET_NOTES = [
  'no_end',
  'ended',
  'renewed',
  'cancelled',
  'not_started',
  'repeated_row',
  'repeated_header',
] as const;

export type SheetNoteCode = (typeof SHEET_NOTES)[number];

/** A fact about an accepted row or contract. */
export type SheetNote = Readonly<{ code: SheetNoteCode; row: number; contractId: string | null }>;

export type SheetTranslation = Translation<SheetNote> &
  Readonly<{
    columns: readonly ReadColumn[];
    dates: DateOrder;
    /** Null: no cell states an end that could be either. */
    ends: Ends | null;
    decimal: DecimalMark;
  }>;

export type RefusedRow = UntranslatedRecord;
