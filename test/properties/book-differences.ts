import { addDays, type CivilDate, Decimal, type FxRate, type Policy, ratesOn } from '@app/domain';
import { PostgresSignedBooks } from '@app/persistence';
import { reportedContract, SignedAhead, snapshotRecord } from '@app/processing';
import { isPolicyFault, readPolicy } from '@app/wire';
import { type AskedReport, askedReports } from '../../apps/cli/src/replay/reports/asked-reports.ts';
import { reportRows } from '../../apps/cli/src/replay/reports/write-asked-reports.ts';
import { day } from '../builders/events.ts';
import type { OpenStore } from '../builders/postgres-store.ts';
import { fileBatch } from '../builders/records.ts';
import { isOnlyZeros, type NaiveBook, naiveBook, type RandomBook, type Row, rowDifferences } from '../naive/index.ts';
import { dueDifferences } from './view-differences.ts';

const policyOf = ({ policy }: RandomBook): Policy => {
  const read = readPolicy(policy);
  if (isPolicyFault(read)) throw new Error(read.message);
  return read;
};

const ratesOf = ({ rates }: RandomBook): readonly FxRate[] =>
  rates.map(({ currency, date, rate }) => ({ currency, date: day(date), rate: new Decimal(String(rate)) }));

/** Fields about the revision rather than its content. */
const ABOUT_THE_REVISION = ['snapshot_id', 'revision', 'reason', 'emitted_at', 'policy_id', 'calc_version', 'status'];

const plainRow = (row: object): Row => JSON.parse(JSON.stringify(row)) as Row;

const held = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !ABOUT_THE_REVISION.includes(name)));

const snapshotsOf = async ({ books }: OpenStore): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for await (const revisions of books.currentSnapshots()) {
    rows.push(...revisions.map((revision) => held(JSON.parse(snapshotRecord(revision)) as Row)));
  }
  return rows;
};

const contractsOf = async ({ books, policy }: OpenStore, book: RandomBook): Promise<readonly Row[]> => {
  const asOf = day(book.asOf);
  const at = { reportingCurrency: policy.reportingCurrency, rates: ratesOn(ratesOf(book), asOf, policy) };
  const rows: Row[] = [];
  for await (const page of books.contractsOn(asOf)) {
    rows.push(...page.map((each) => plainRow(reportedContract(each, at))));
  }
  return rows;
};

/** The events in two pieces; the second repeats some of the first. A take follows each piece. */
const inPieces = ({ events }: RandomBook): readonly (readonly string[])[] => {
  const lines = events.map((event) => JSON.stringify(event));
  const half = Math.ceil(lines.length / 2);
  return [lines.slice(0, half), [...lines.slice(half), ...lines.slice(0, 3)]];
};

/** A store with the book, which it got in pieces. The store is emptied first. */
export const stored = async (opened: OpenStore, book: RandomBook): Promise<OpenStore> => {
  const store = await opened.emptied(policyOf(book));
  await store.rates(ratesOf(book));
  for (const [i, piece] of inPieces(book).entries()) {
    await store.apply(fileBatch(piece, `piece ${i}`));
    await store.take(day(book.asOf));
  }
  return store;
};

const firstActiveDay = async ({ database }: OpenStore): Promise<CivilDate | null> => {
  const [row] = await database.query<{ first: string | null }>(
    'SELECT min(valid_from)::text AS first FROM contract_span',
  );
  return row?.first === null || row === undefined ? null : day(row.first);
};

/** Reports on demand about the whole book and about its second half. */
const reportsOf = (first: CivilDate, asOf: CivilDate): readonly AskedReport[] => {
  if (first >= asOf) return [];
  const middle = addDays(first, Math.floor((Date.parse(asOf) - Date.parse(first)) / 86_400_000 / 2));
  const days = middle > first && middle < asOf ? [first, asOf, '-', middle, asOf, '-'] : [first, asOf, '-'];
  const lastMonth = addDays(day(`${asOf.slice(0, 7)}-01`), -1);
  return askedReports({
    compare: days,
    churnReasons: days,
    ahead: ['5', '-'],
    products: [asOf, '-', middle, '-'],
    renewals: lastMonth > first ? [lastMonth.slice(0, 7), '-'] : [],
  });
};

const periodOf = ({ grain, period }: Row): string => JSON.stringify([grain, period]);

/** Leaves out periods before the first active day: only the first piece reported them, and they are kept with zeros. */
const withoutFormerPeriods = (rows: readonly Row[], naive: readonly Row[]): readonly Row[] => {
  const periods = new Set(naive.map(periodOf));
  return rows.filter((row) => periods.has(periodOf(row)) || !isOnlyZeros(row));
};

const naiveRows = (naive: NaiveBook, report: AskedReport): readonly Row[] => {
  switch (report.kind) {
    case 'compare':
      return naive.compare(report.days.from, report.days.to);
    case 'churn_reasons':
      return naive.churnReasons(report.days.from, report.days.to);
    case 'ahead':
      return naive.ahead(report.months);
    case 'renewals':
      return naive.renewals(report.month.label);
    case 'products':
      return naive.products(report.day);
  }
};

const reportDifferences = async (store: OpenStore, book: RandomBook, naive: NaiveBook): Promise<readonly string[]> => {
  const first = await firstActiveDay(store);
  const asOf = day(book.asOf);
  const differences: string[] = [];
  for (const report of first === null || first > asOf ? [] : reportsOf(first, asOf)) {
    const rows = await reportRows(report, store.database, { policy: store.policy, policyId: store.policyId });
    const found = rowDifferences(naiveRows(naive, report), rows.map(plainRow));
    differences.push(...found.map((text) => `${report.option} ${text}`));
  }
  return differences;
};

/** The view of terms that end, and what is signed ahead, which agrees with the naive reading. */
const dueTermDifferences = async (store: OpenStore, book: RandomBook): Promise<readonly string[]> => {
  const first = await firstActiveDay(store);
  if (first === null || first > book.asOf) return [];
  const signed = new SignedAhead(new PostgresSignedBooks(store.database, store), store.policy);
  return (await dueDifferences(store.database, signed)).map((difference) => JSON.stringify(difference));
};

/**
 * The differences between the naive reading of a book and a store that gets the book in pieces, with a take after each:
 * in contracts, snapshots and the reports on demand. The store is emptied first.
 */
export const bookDifferences = async (opened: OpenStore, book: RandomBook): Promise<readonly string[]> => {
  const naive = naiveBook(book.events, book.policy, book.rates, book.asOf);
  const store = await stored(opened, book);
  const snapshots = naive.snapshots().map(held);
  return [
    ...rowDifferences(naive.contracts(), await contractsOf(store, book)),
    ...rowDifferences(snapshots, withoutFormerPeriods(await snapshotsOf(store), snapshots)),
    ...(await reportDifferences(store, book, naive)),
    ...(await dueTermDifferences(store, book)),
  ];
};
