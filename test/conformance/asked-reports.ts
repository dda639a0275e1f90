import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AskedReport, askedReports, type ReportOptions } from '../../apps/cli/src/replay/reports/asked-reports.ts';
import { type ConformanceCase, type Line, linesOf } from './conformance-case.ts';

/** The name of each replay option in a case's folder: arguments in `<name>.txt`, lines in `expected.<name>.jsonl`. */
const NAMES = {
  compare: 'compare',
  churnReasons: 'churn_reasons',
  ahead: 'ahead',
  renewals: 'renewals',
  products: 'products',
} as const satisfies Readonly<Record<keyof ReportOptions, string>>;

type Option = keyof typeof NAMES;
const OPTIONS = Object.keys(NAMES) as readonly Option[];

const optionsIn = ({ folder }: ConformanceCase): readonly Option[] =>
  OPTIONS.filter((option) => existsSync(join(folder, `${NAMES[option]}.txt`)));

/** The reports that a case asks for, each written to `<name>.jsonl` in a folder. */
export const reportsOf = (given: ConformanceCase, into: string): readonly AskedReport[] =>
  askedReports(
    Object.fromEntries(
      optionsIn(given).map((option) => {
        const name = NAMES[option];
        const values = readFileSync(join(given.folder, `${name}.txt`), 'utf8')
          .trim()
          .split(/\s+/);
        return [option, [...values, join(into, `${name}.jsonl`)]];
      }),
    ),
  );

/** The lines of the reports that a case asks for, by name. */
export type Reports = Readonly<Record<string, readonly Line[]>>;

/** Reads the case's reports from a folder: what a replay wrote there, or, with a prefix, what the case expects. */
export const reportLines = (given: ConformanceCase, folder: string, prefix = ''): Reports =>
  Object.fromEntries(
    optionsIn(given).map((option) => {
      const name = NAMES[option];
      return [name, linesOf(readFileSync(join(folder, `${prefix}${name}.jsonl`), 'utf8'))];
    }),
  );
