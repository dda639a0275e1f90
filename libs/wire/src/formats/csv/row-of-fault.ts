import { type Refusal, refusal } from '../../refusal.ts';
import type { RowLine } from './line-ids.ts';

const OF_LINE = /^data\.lines\[(\d+)\]\.(.+)$/;

const COLUMN_OF_FIELD: Readonly<Record<string, string>> = {
  id: 'contract_id',
  'data.term': 'start',
  'data.term.start': 'start',
  'data.term.end': 'end',
  'data.effective_date': 'start',
};

const COLUMN_OF_LINE_FIELD: Readonly<Record<string, string>> = {
  id: 'product',
  start: 'line_start',
  end: 'line_end',
  date: 'line_start',
};

const columnOfLine = (field: string): string => {
  if (field.startsWith('discounts')) return field.endsWith('end') ? 'discount_end' : 'discount_percent';
  return COLUMN_OF_LINE_FIELD[field] ?? field;
};

const renamed = ({ code, field, message }: Refusal, column: string): Refusal =>
  refusal(code, column, message.slice(field.length + 1).replaceAll('data.term.', ''));

/** A refusal of an event in the words of the sheet, and the row that it is about; null: all rows of the contract. */
export const rowOfFault = (
  refused: Refusal,
  lines: readonly RowLine[],
): Readonly<{ row: number | null; refusal: Refusal }> => {
  const [, index = '', field = ''] = OF_LINE.exec(refused.field) ?? [];
  if (index !== '') return { row: lines[Number(index)]?.row ?? null, refusal: renamed(refused, columnOfLine(field)) };
  const column = COLUMN_OF_FIELD[refused.field] ?? refused.field.replace(/^data\.(?:attributes\.)?/, '');
  return { row: null, refusal: renamed(refused, column) };
};
