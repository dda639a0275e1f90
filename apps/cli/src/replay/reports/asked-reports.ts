import { addDays, type CivilDate, type Period } from '@app/domain';
import { UsageError } from '@app/host';
import type { TwoDays } from '@app/processing';
import {
  dateFromArgument,
  monthFromArgument,
  monthsFromArgument,
  twoDaysFromArguments,
} from '../../options/arguments.ts';

/** A report that a replay writes to a file as JSON lines. `option` is the one that asked for it. */
export type AskedReport = Readonly<{ option: string; file: string }> &
  (
    | Readonly<{ kind: 'compare' | 'churn_reasons'; days: TwoDays }>
    | Readonly<{ kind: 'ahead'; months: number }>
    | Readonly<{ kind: 'renewals'; month: Period }>
    | Readonly<{ kind: 'products'; day: CivilDate }>
  );

/** The values of the repeatable options, one after the other. */
export type ReportOptions = Readonly<{
  compare?: readonly string[];
  churnReasons?: readonly string[];
  ahead?: readonly string[];
  renewals?: readonly string[];
  products?: readonly string[];
}>;

/** The values of an option, split into its uses. Throws `UsageError` if the last use is incomplete. */
const uses = (option: string, names: readonly string[], values: readonly string[]): readonly (readonly string[])[] => {
  if (values.length % names.length !== 0) throw new UsageError(`${option} takes ${names.join(' ')}`);
  return Array.from({ length: values.length / names.length }, (_, i) =>
    values.slice(i * names.length, (i + 1) * names.length),
  );
};

const comparing = (
  kind: 'compare' | 'churn_reasons',
  option: string,
  values: readonly string[],
): readonly AskedReport[] =>
  uses(option, ['FROM', 'TO', 'OUT'], values).map(([from = '', to = '', file = '']) => ({
    kind,
    option,
    file,
    days: twoDaysFromArguments({ from: `${option} FROM`, to: `${option} TO` }, { from, to }),
  }));

/** The reports in the order in which their options are listed. Throws `UsageError`. */
export const askedReports = (options: ReportOptions): readonly AskedReport[] => [
  ...comparing('compare', '--compare', options.compare ?? []),
  ...uses('--ahead', ['MONTHS', 'OUT'], options.ahead ?? []).map(([months = '', file = '']): AskedReport => ({
    kind: 'ahead',
    option: '--ahead',
    file,
    months: monthsFromArgument('--ahead MONTHS', months),
  })),
  ...uses('--renewals', ['MONTH', 'OUT'], options.renewals ?? []).map(([month = '', file = '']): AskedReport => ({
    kind: 'renewals',
    option: '--renewals',
    file,
    month: monthFromArgument('--renewals MONTH', month),
  })),
  ...comparing('churn_reasons', '--churn-reasons', options.churnReasons ?? []),
  ...uses('--products', ['DAY', 'OUT'], options.products ?? []).map(([day = '', file = '']): AskedReport => ({
    kind: 'products',
    option: '--products',
    file,
    day: dateFromArgument('--products DAY', day),
  })),
];

/** The last day that a report is about; null if no day has to be over. */
const lastDayOf = (report: AskedReport): CivilDate | null => {
  switch (report.kind) {
    case 'compare':
    case 'churn_reasons':
      return report.days.to;
    case 'renewals':
      return addDays(report.month.end, -1);
    case 'products':
      return report.day;
    case 'ahead':
      return null;
  }
};

/** Throws `UsageError` if a report is about days after `asOf`, so that the replay is refused before it starts. */
export const assertOver = (reports: readonly AskedReport[], asOf: CivilDate): void => {
  for (const report of reports) {
    const last = lastDayOf(report);
    if (last !== null && last > asOf) throw new UsageError(`${report.option}: ${last} is after ${asOf}, the --as-of`);
  }
};
