import type { SnapshotRevision } from '@app/processing';
import { storedSnapshot } from '@app/wire';
import { count } from '../readable.ts';
import { table } from '../table.ts';
import type { ReportedReplay } from './replay-and-report.ts';

const trendRow = (revision: SnapshotRevision): readonly string[] => {
  const { acv, acv_trend_pct, active_logos = 0, arr = '-' } = storedSnapshot(revision.content);
  return [revision.period, revision.status, acv ?? '-', acv_trend_pct ?? '-', count(active_logos), arr];
};

/** For people: how many events were read, and the ACV of the whole book by period. */
export const summaryTable = async ({ totals, contracts, take, asOf, books }: ReportedReplay): Promise<string> => {
  const read = `${count(totals.accepted)} events accepted, ${count(totals.repeated)} repeated, ${count(totals.refused)} refused; ${count(contracts)} contracts valued`;
  if (take === null) return read;
  const rows: (readonly string[])[] = [];
  for await (const period of books.currentSnapshots()) {
    rows.push(...period.filter(({ dimension, grain }) => dimension === 'all' && grain !== 'year').map(trendRow));
  }
  const header = ['period', 'status', 'ACV', 'trend %', 'logos', 'ARR'];
  return `${read}\n${take.revisions} revisions in ${take.periods} periods, as of ${asOf}\n\n${table(header, rows)}`;
};
