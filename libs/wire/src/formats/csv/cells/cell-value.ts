import { addDays } from '@app/domain';
import { CURRENCY } from '../../../fields/currency.ts';
import { AMOUNT, PERCENTAGE, UNIT_PRICE, type StatedDecimal } from '../../../fields/decimal.ts';
import { bad, type Fault, type Field } from '../../../fields/field.ts';
import { shown } from '../../../fields/shown.ts';
import { IDENTIFIER, TEXT } from '../../../fields/text.ts';
import { withoutSymbol } from '../../currency-symbols.ts';
import { type CellKind, folded } from '../columns.ts';
import type { DateOrder, DecimalMark, Ends } from '../sheet.ts';
import { dateIn } from './date-cell.ts';
import { noNumber, numberIn } from './number-cell.ts';
import { perIn } from './per-cell.ts';

/** How the cells of a row are read. `currency` is the row's; empty if it has none. */
export type Reading = Readonly<{ dates: DateOrder; ends: Ends; decimal: DecimalMark; currency: string }>;

type ReadCell = (cell: string, reading: Reading) => string | Fault;

const checked = (value: string, field: Field<StatedDecimal> | Field<string>): string | Fault => {
  const fault = field.fault(value, {});
  return fault === null ? value : { ...fault, reason: `${shown(value)} ${fault.reason}` };
};

const number =
  (field: Field<StatedDecimal>, bare: (cell: string, reading: Reading) => string): ReadCell =>
  (cell, reading) => {
    const value = numberIn(bare(cell, reading), reading.decimal);
    return value === null ? noNumber(cell, reading.decimal) : checked(value, field);
  };

const money = (cell: string, { currency }: Reading): string => (currency === '' ? cell : withoutSymbol(cell, currency));

const FLAGS: Readonly<Record<string, string>> = {
  yes: 'true',
  true: 'true',
  y: 'true',
  '1': 'true',
  no: 'false',
  false: 'false',
  n: 'false',
  '0': 'false',
};

const KINDS = ['recurring', 'usage_commitment', 'one_time'] as const;
const MONTHS = /^[1-9]\d{0,3}$/;

const READ: Readonly<Record<CellKind, ReadCell>> = {
  identifier: (cell) => {
    const fault = IDENTIFIER.fault(cell, {});
    return fault === null ? cell : { ...fault, reason: `${shown(cell)} ${fault.reason}` };
  },
  text: (cell) => checked(cell, TEXT),
  currency: (cell) => {
    const code = cell.toUpperCase();
    return CURRENCY.fault(code, {}) ?? code;
  },
  date: (cell, { dates }) => dateIn(cell, dates),
  end: (cell, { dates, ends }) => {
    const date = dateIn(cell, dates);
    return typeof date === 'string' && ends === 'inclusive' ? addDays(date, 1) : date;
  },
  flag: (cell) =>
    Object.hasOwn(FLAGS, cell.toLowerCase())
      ? (FLAGS[cell.toLowerCase()] ?? '')
      : bad(`${shown(cell)} is neither yes nor no`),
  months: (cell) => (MONTHS.test(cell) ? cell : bad(`${shown(cell)} is not a whole number of months`)),
  kind: (cell) =>
    KINDS.find((kind) => folded(kind) === folded(cell)) ?? bad(`${shown(cell)} is none of ${KINDS.join(', ')}`),
  per: (cell) => perIn(cell),
  quantity: number(AMOUNT, (cell) => cell),
  price: number(UNIT_PRICE, money),
  amount: number(AMOUNT, money),
  percent: number(PERCENTAGE, (cell) => (cell.endsWith('%') ? cell.slice(0, -1).trim() : cell)),
};

/** The value of a cell that is not empty, as canonical text; or why it has none. */
export const cellValue = (kind: CellKind, cell: string, reading: Reading): string | Fault => READ[kind](cell, reading);
