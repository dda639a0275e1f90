import type { RenewalRow } from '@app/processing';
import { renewalJson } from '../reports/report-lines.ts';
import { readable } from '../demo/readable.ts';
import { shortened, shown } from '../reports/shown.ts';
import { table } from '../table.ts';

type Frame = Readonly<{ month: string; dimension: string; reportingCurrency: string }>;

export const renewalsDocument = (rows: readonly RenewalRow[], { month, reportingCurrency }: Frame): string =>
  JSON.stringify({ month, reporting_currency: reportingCurrency, rows: rows.map(renewalJson) });

const rate = (figure: string | number | null | undefined): string =>
  readable(figure === undefined || figure === null ? null : String(figure), 1);

/** For people, amounts rounded. */
export const renewalsText = (rows: readonly RenewalRow[], { month, dimension, reportingCurrency }: Frame): string =>
  [
    `Contracts whose term ended in ${month}, in ${reportingCurrency}`,
    table(
      [dimension, 'due', 'due ARR', 'renewed', 'auto-renewing', 'expiring', 'rate %'],
      rows.map(({ segment, figures }) => [
        shortened(segment),
        shown(figures['due_contracts']),
        shown(figures['due_arr']),
        shown(figures['renewed_arr']),
        shown(figures['auto_renewing_arr']),
        shown(figures['expiring_arr']),
        rate(figures['renewal_rate_pct']),
      ]),
    ),
  ].join('\n\n');
