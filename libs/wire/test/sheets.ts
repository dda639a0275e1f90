import type { CivilDate } from '@app/domain';
import { isSheetFault, type Sheet, type SheetConfig, type SheetFault } from '../src/formats/csv/sheet.ts';
import { translateSheet } from '../src/formats/csv/translate-sheet.ts';

export const config: SheetConfig = {
  name: 'contracts.csv',
  dates: null,
  ends: null,
  decimal: null,
  currency: null,
  revision: 0,
  map: {},
  dimensions: ['tier', 'channel', 'region'],
  today: '2025-06-30' as CivilDate,
};

/** A sheet of lines whose cells are separated by `|`, numbered as a spreadsheet does. */
export const sheet = (lines: readonly string[]): Sheet =>
  lines.map((line, at) => ({ row: at + 1, cells: line.split('|') }));

/** What became of the rows below a header: `data` by event id, refusals as `row code column`, notes as `row code`. */
export const outcomeOf = (lines: readonly string[], given: Partial<SheetConfig> = {}) => {
  const translated = translateSheet(sheet(lines), { ...config, ...given });
  if (isSheetFault(translated)) throw new Error(`${translated.about}: ${translated.message}`);
  return {
    ...translated,
    data: Object.fromEntries(translated.events.map(({ event }) => [event.id, event.data])),
    codes: translated.refused.map(({ position, refusal }) => `${position} ${refusal.code} ${refusal.field}`),
    messages: translated.refused.map(({ refusal }) => refusal.message),
    said: translated.notes.map(({ row, code }) => `${row} ${code}`),
  };
};

export const faultOf = (lines: readonly string[], given: Partial<SheetConfig> = {}): SheetFault => {
  const translated = translateSheet(sheet(lines), { ...config, ...given });
  if (!isSheetFault(translated)) throw new Error('the sheet has no fault');
  return translated;
};

const HEAD = 'contract_id|customer_id|currency|start';

/** A contract `C` of customer `A` in USD from 2025-01-01, with more columns. */
export const oneContract = (columns: string, ...rows: readonly string[]): readonly string[] => [
  `${HEAD}|${columns}`,
  ...rows.map((row) => `C|A|USD|2025-01-01|${row}`),
];
