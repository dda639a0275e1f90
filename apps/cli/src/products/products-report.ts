import { type ByProduct, productJson } from '@app/processing';
import { plain } from '@app/domain';
import { missingOnDayText } from '../missing-rates-text.ts';
import { count, readable, shortened } from '../readable.ts';
import type { Reading } from '../reading.ts';
import { table } from '../table.ts';

export const productsDocument = ({ day, rows }: ByProduct, reportingCurrency: string): string =>
  JSON.stringify({ day, reporting_currency: reportingCurrency, rows: rows.map((row) => productJson(day, row)) });

/** For people, amounts rounded. */
export const productsText = (
  { day, rows }: ByProduct,
  reportingCurrency: string,
  { missing, places }: Reading,
): string => {
  const above = missingOnDayText(
    missing.map(({ currency }) => currency),
    missing,
    `on ${day}`,
  );
  return [
    `ARR by product on ${day}, in ${reportingCurrency}; a customer counts in each of its products`,
    ...(above.length === 0 ? [] : [above.join('\n')]),
    table(
      ['product', 'ARR', 'gross ARR', 'customers'],
      rows.map(({ product, arr, grossArr, logos }) => [
        shortened(product, 36),
        readable(plain(arr), places),
        readable(plain(grossArr), places),
        count(logos),
      ]),
    ),
  ].join('\n\n');
};
