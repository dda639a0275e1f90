import type { CivilDate } from '@app/domain';
import type { IngestTotals } from '@app/processing';
import type { Months } from './month-figures.ts';
import { count } from '../readable.ts';
import { blendedTable, bridgeTable, tierTable } from './trend-tables.ts';

/** The files that the demo writes. */
export type DemoFiles = Readonly<{ snapshots: string; contracts: string; refused: string }>;

export type DemoOutcome = Readonly<{
  asOf: CivilDate;
  reportingCurrency: string;
  totals: IngestTotals;
  contracts: number;
  months: Months;
  files: DemoFiles;
  /** The folder that keeps the books. */
  books: string;
  seconds: number;
}>;

const readLine = ({ totals, contracts, asOf }: DemoOutcome): string =>
  `${count(totals.accepted)} events accepted, ${count(totals.repeated)} repeated, ${count(totals.refused)} refused; ${count(contracts)} contracts valued as of ${asOf}`;

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
  [`The books are kept in ${books}. Ask them, for example:\n`, ...demoQuestions(books).map((line) => `  ${line}`)].join(
    '\n',
  );

/** The number of latest months whose change is explained. */
const EXPLAINED = 12;

/** The report for people. */
export const demoText = (outcome: DemoOutcome): string =>
  [
    readLine(outcome),
    `ACV of the whole book, ${outcome.reportingCurrency} (ARR over active customers; trend against the month before, year against the same month a year ago)\n\n${blendedTable(outcome.months.blended)}`,
    `ACV by tier\n\n${tierTable(outcome.months.byTier)}`,
    `Why the ACV of the whole book moved: customers that left, what changed with those that stayed, customers that entered\n\n${bridgeTable(outcome.months.blended.slice(-EXPLAINED))}`,
    `Rounded for reading; the files hold every digit.\n\n${filesTable(outcome.files)}`,
    questionsText(outcome.books),
    `Done in ${outcome.seconds.toFixed(1)} s. On your own events: npm run --silent acv -- replay --help`,
  ].join('\n\n');

/** The same for programs, with the decimals of the snapshots. */
export const demoJson = ({
  asOf,
  reportingCurrency,
  totals,
  contracts,
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
      months: months.blended,
      months_by_tier: months.byTier,
      files,
      books,
      seconds,
    },
    null,
    2,
  );
