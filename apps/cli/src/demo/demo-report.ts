import { countInWords, type CivilDate, type Sentence } from '@app/domain';
import type { IngestTotals, MissingInPeriod } from '@app/processing';
import { ACV_MEANING } from '../acv-words.ts';
import { missingInPeriodsText } from '../missing-rates-text.ts';
import type { Places } from '../options/digits-option.ts';
import { count, wrapped } from '../readable.ts';
import { sentencesText } from '../sentences-text.ts';
import type { Months } from './month-figures.ts';
import { blendedTable, bridgeTable, tierTable } from './trend-tables.ts';

/** The files that the demo writes. */
export type DemoFiles = Readonly<{ snapshots: string; contracts: string; refused: string }>;

export type DemoOutcome = Readonly<{
  asOf: CivilDate;
  reportingCurrency: string;
  totals: IngestTotals;
  contracts: number;
  months: Months;
  /** Of the last month. */
  narrative: readonly Sentence[];
  missing: readonly MissingInPeriod[];
  files: DemoFiles;
  /** The folder that keeps the books. */
  books: string;
  seconds: number;
}>;

const readLine = ({ totals, contracts, asOf }: DemoOutcome): string =>
  wrapped(
    `${countInWords(totals.accepted, 'event')} accepted, ${count(totals.repeated)} repeated, ${count(totals.refused)} refused; ${countInWords(contracts, 'contract')} valued as of ${asOf}`,
  );

const filesTable = ({ snapshots, contracts, refused }: DemoFiles): string =>
  [
    `every snapshot             ${snapshots}`,
    `every contract's measures  ${contracts}`,
    `every refused line         ${refused}`,
  ].join('\n');

/** Questions that the books of the demo answer, as commands for a shell. */
export const demoQuestions = (books: string): readonly string[] =>
  ['explain --period 2025', 'explain --contract sub_larch_logistics', 'ahead --months 6'].map(
    (question) => `npm run --silent acv -- ${question} --books ${inShell(books)}`,
  );

const inShell = (text: string): string => (/^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

const questionsText = (books: string): string =>
  [
    `The books are kept in ${books}. Once the demo has ended, ask\nthem for example:\n`,
    ...demoQuestions(books).map((line) => `  ${line}`),
  ].join('\n');

/** The number of latest months whose change is explained. */
const EXPLAINED = 12;

const titled = (title: string, table: string): string => `${wrapped(title)}\n\n${table}`;

/** The report for people. */
export const demoText = (outcome: DemoOutcome, places: Places): string => {
  const { months, narrative, missing, reportingCurrency, files, books, seconds } = outcome;
  // The months of the demo are those of the calendar, whatever the fiscal year.
  const above = missingInPeriodsText(missing, { fiscalYearStartMonth: 1 });
  return [
    readLine(outcome),
    ...(above.length === 0 ? [] : [above.join('\n')]),
    sentencesText(narrative).join('\n'),
    titled(
      `ACV of the whole book, in ${reportingCurrency} (${ACV_MEANING}; trend against the month before, year against the same month a year ago)`,
      blendedTable(months.blended, places),
    ),
    titled(`ACV per customer by tier, in ${reportingCurrency}`, tierTable(months.byTier, places)),
    titled(
      `Why the ACV per customer moved, in ${reportingCurrency}: without the customers that left, by what changed with those that stayed, with the customers that entered`,
      bridgeTable(months.blended.slice(-EXPLAINED), places),
    ),
    `Rounded for reading; the files hold every digit.\n\n${filesTable(files)}`,
    questionsText(books),
    wrapped(`Done in ${seconds.toFixed(1)} s. On your own events: npm run --silent acv -- replay --help`),
  ].join('\n\n');
};

/** The same for programs, with the decimals of the snapshots. */
export const demoJson = ({
  asOf,
  reportingCurrency,
  totals,
  contracts,
  narrative,
  months,
  files,
  books,
  seconds,
}: DemoOutcome): string =>
  JSON.stringify(
    {
      as_of: asOf,
      reporting_currency: reportingCurrency,
      events: totals,
      contracts,
      narrative,
      months: months.blended,
      months_by_tier: months.byTier,
      files,
      books,
      seconds,
    },
    null,
    2,
  );
