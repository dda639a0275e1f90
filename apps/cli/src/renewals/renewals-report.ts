import { type RenewalRow, renewalJson } from '@app/processing';
import { missingOnDayText } from '../missing-rates-text.ts';
import { readableFigure, shortened } from '../readable.ts';
import type { MissingRate } from '@app/processing';
import type { Places } from '../options/digits-option.ts';
import { table } from '../table.ts';

type Frame = Readonly<{ month: string; dimension: string; reportingCurrency: string }>;

export const renewalsDocument = (rows: readonly RenewalRow[], { month, reportingCurrency }: Frame): string =>
  JSON.stringify({ month, reporting_currency: reportingCurrency, rows: rows.map(renewalJson) });

/** For people, amounts rounded. */
export const renewalsText = (
  rows: readonly RenewalRow[],
  {
    month,
    dimension,
    reportingCurrency,
    missing,
    places,
  }: Frame & Readonly<{ missing: readonly MissingRate[]; places: Places }>,
): string => {
  const above = missingOnDayText(
    missing.map(({ currency }) => currency),
    missing,
    `in ${month}`,
  );
  return [
    `Contracts whose term ended in ${month}, in ${reportingCurrency}`,
    ...(above.length === 0 ? [] : [above.join('\n')]),
    table(
      [dimension, 'due', 'due ARR', 'renewed', 'auto-renewing', 'expiring', 'renewal %'],
      rows.map(({ segment, figures }) => [
        shortened(segment),
        readableFigure(figures['due_contracts'], places.average),
        readableFigure(figures['due_arr'], places.average),
        readableFigure(figures['renewed_arr'], places.average),
        readableFigure(figures['auto_renewing_arr'], places.average),
        readableFigure(figures['expiring_arr'], places.average),
        readableFigure(figures['renewal_rate_pct'], places.percentage),
      ]),
    ),
  ].join('\n\n');
};
