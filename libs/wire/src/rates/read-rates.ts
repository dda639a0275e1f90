import { type CivilDate, Decimal } from '@app/domain';
import { isCurrency } from '../fields/currency.ts';
import { DATE } from '../fields/date.ts';
import { shown } from '../fields/shown.ts';

/** The worth of one unit of the currency in the reporting currency, from `date` until the day of the next rate. */
export type Rate = Readonly<{ currency: string; date: CivilDate; rate: Decimal }>;

/** The reason why a file of rates is invalid. `line` counts from 1, the header. */
export type RatesFault = Readonly<{ line: number; message: string }>;

export const isRatesFault = (read: readonly Rate[] | RatesFault): read is RatesFault => 'message' in read;

const HEADER = 'currency,date,rate';
/** With at most 20 decimals, an amount of 25 digits times a rate of 35 is still exact in 60 digits. */
const RATE = /^\d{1,15}(?:\.\d{1,20})?$/;

/** The rates in a file with the columns `currency,date,rate`, or its first fault. Blank lines are skipped. */
export const readRates = (csv: string): readonly Rate[] | RatesFault => {
  const [header, ...rows] = csv.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (cells(header ?? '').join(',') !== HEADER) return rateFault(1, `is not the header ${HEADER}`);
  const rates: Rate[] = [];
  const days = new Set<string>();
  for (const [at, row] of rows.entries()) {
    if (row.trim() === '') continue;
    const rate = rateOf(row);
    if (typeof rate === 'string') return rateFault(at + 2, rate);
    const day = `${rate.currency} ${rate.date}`;
    if (days.has(day)) return rateFault(at + 2, `is a second rate of ${rate.currency} for ${rate.date}`);
    days.add(day);
    rates.push(rate);
  }
  return rates;
};

const rateFault = (line: number, reason: string): RatesFault => ({ line, message: `rates: line ${line} ${reason}` });

/** The cells of a row, without the quotes that spreadsheets put around them. No valid cell holds a comma or a quote. */
const cells = (row: string): readonly string[] => row.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

/** The rate in a row, or the reason why it is invalid. */
const rateOf = (row: string): Rate | string => {
  const [currency, date, rate, ...more] = cells(row);
  if (currency === undefined || date === undefined || rate === undefined || more.length > 0) {
    return 'does not have the three columns currency, date, rate';
  }
  if (!isCurrency(currency)) return `has the currency ${shown(currency)}, which is not in ISO 4217`;
  const noDate = DATE.fault(date, {});
  if (noDate !== null) return `has the date ${shown(date)}, which ${noDate.reason}`;
  if (!RATE.test(rate)) return `has the rate ${shown(rate)}, which is not a decimal above 0 with at most 20 decimals`;
  const worth = new Decimal(rate);
  return worth.isZero() ? 'has the rate 0, which is not above 0' : { currency, date: date as CivilDate, rate: worth };
};
