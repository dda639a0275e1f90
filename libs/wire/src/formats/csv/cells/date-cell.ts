import { DATE, startsWithDate } from '../../../fields/date.ts';
import { bad, type Fault } from '../../../fields/field.ts';
import { shown } from '../../../fields/shown.ts';
import type { CivilDate } from '@app/domain';
import type { DateOrder } from '../sheet.ts';

/** Midnight behind a day: databases export dates so. Any other time would need a zone. */
const MIDNIGHT = /^[T ]00:00(?::00(?:\.0+)?)?Z?$/;
const DAY_AND_MONTH = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/;
const SERIAL_NUMBER = /^\d{5}(?:\.\d+)?$/;

/** Whether a cell is a date whose day and month are in an order that has to be stated. */
export const needsOrder = (cell: string): boolean => DAY_AND_MONTH.test(cell);

const iso = (cell: string, order: DateOrder): string | null => {
  if (startsWithDate(cell) && (cell.length === 10 || MIDNIGHT.test(cell.slice(10)))) return cell.slice(0, 10);
  const [, first = '', , second = '', year = ''] = order === 'iso' ? [] : (DAY_AND_MONTH.exec(cell) ?? []);
  if (first === '') return null;
  const [day, month] = order === 'dmy' ? [first, second] : [second, first];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

const ORDERS = { iso: 'YYYY-MM-DD', dmy: 'day, month, year', mdy: 'month, day, year' } as const;

/** The day in a cell. */
export const dateIn = (cell: string, order: DateOrder): CivilDate | Fault => {
  const date = iso(cell, order);
  if (date === null) {
    const hint = SERIAL_NUMBER.test(cell) ? ', but the number of a spreadsheet: show the column as dates' : '';
    return bad(`${shown(cell)} is not a date (${ORDERS[order]})${hint}`);
  }
  const fault = DATE.fault(date, {});
  return fault === null ? (date as CivilDate) : bad(`${shown(cell)} ${fault.reason}`);
};
