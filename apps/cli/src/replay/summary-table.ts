import type { SetAsideContract, SnapshotRevision } from '@app/processing';
import { storedSnapshot } from '@app/wire';
import { count } from '../readable.ts';
import { table } from '../table.ts';
import type { ReportedReplay } from './replay-and-report.ts';

const trendRow = (revision: SnapshotRevision): readonly string[] => {
  const { acv, acv_trend_pct, active_logos = 0, arr = '-' } = storedSnapshot(revision.content);
  return [revision.period, revision.status, acv ?? '-', acv_trend_pct ?? '-', count(active_logos), arr];
};

const SHOWN = 5;

/** The contracts whose latest events are in no figure; empty without any. */
const setAsideText = (setAside: readonly SetAsideContract[]): string => {
  if (setAside.length === 0) return '';
  const ids = setAside.slice(0, SHOWN).map(({ contractId }) => contractId);
  const more = setAside.length > SHOWN ? ` and ${count(setAside.length - SHOWN)} more` : '';
  return `\ncontracts set aside, because valuing them takes too long: ${ids.join(', ')}${more}; their latest events are in no figure`;
};

/** For people: how many events were read, and the ACV of the whole book by period. */
export const summaryTable = async ({
  totals,
  contracts,
  setAside,
  take,
  asOf,
  books,
}: ReportedReplay): Promise<string> => {
  const read = `${count(totals.accepted)} events accepted, ${count(totals.repeated)} repeated, ${count(totals.refused)} refused; ${count(contracts)} contracts valued${setAsideText(setAside)}`;
  if (take === null) return read;
  const rows: (readonly string[])[] = [];
  for await (const period of books.currentSnapshots()) {
    rows.push(...period.filter(({ dimension, grain }) => dimension === 'all' && grain !== 'year').map(trendRow));
  }
  const header = ['period', 'status', 'ACV', 'trend %', 'logos', 'ARR'];
  return `${read}\n${take.revisions} revisions in ${take.periods} periods, as of ${asOf}\n\n${table(header, rows)}`;
};
