import { countInWords, ALL } from '@app/domain';
import type { MissingInPeriod, SetAsideContract, SnapshotRevision } from '@app/processing';
import { storedSnapshot } from '@app/wire';
import { ACV_MEANING, ACV_TITLE, CONTRACT_ACV_TITLES } from '../acv-words.ts';
import { marked, missingInPeriodsText } from '../missing-rates-text.ts';
import type { Places } from '../options/digits-option.ts';
import { count, readable, readableFigure, wrapped } from '../readable.ts';
import { table } from '../table.ts';
import type { ReportedReplay } from './replay-and-report.ts';

const HEADER = ['period', ACV_TITLE, 'trend\n%', 'customers', 'ARR', ...CONTRACT_ACV_TITLES];

const trendRow = (revision: SnapshotRevision, { average, sum }: Places): readonly string[] => {
  const figures = storedSnapshot(revision.content);
  const label = marked(revision.period, figures.missing_fx);
  return [
    revision.status === 'closed' ? label : `${label} ${revision.status}`,
    readable(figures.acv ?? null, average),
    readable(figures.acv_trend_pct ?? null, average),
    readableFigure(figures.active_logos),
    readableFigure(figures.arr, sum),
    readableFigure(figures.normalized_acv_total, sum),
    readableFigure(figures.normalized_acv_average, average),
  ];
};

type Frame = Readonly<{ missing: readonly MissingInPeriod[]; places: Places }>;

const SHOWN = 5;

/** The contracts whose latest events are in no figure; empty without any. */
const setAsideText = (setAside: readonly SetAsideContract[]): string => {
  if (setAside.length === 0) return '';
  const ids = setAside.slice(0, SHOWN).map(({ contractId }) => contractId);
  const more = setAside.length > SHOWN ? ` and ${count(setAside.length - SHOWN)} more` : '';
  const text = `${countInWords(setAside.length, 'contract')} set aside, because valuing takes too long: ${ids.join(', ')}${more}; the latest events are in no figure`;
  return `\n${wrapped(text)}`;
};

const readText = ({ totals, contracts, setAside }: ReportedReplay): string =>
  `${countInWords(totals.accepted, 'event')} accepted, ${count(totals.repeated)} repeated, ${count(totals.refused)} refused; ${countInWords(contracts, 'contract')} valued${setAsideText(setAside)}`;

/** For people: how many events were read, what the figures leave out, and the ACV of the whole book by period. */
export const summaryTable = async (outcome: ReportedReplay, { missing, places }: Frame): Promise<string> => {
  const { take, asOf, books, at } = outcome;
  if (take === null) return readText(outcome);
  const rows: (readonly string[])[] = [];
  for await (const period of books.currentSnapshots()) {
    const whole = period.filter(({ dimension, status }) => dimension === ALL && status !== 'withdrawn');
    rows.push(...whole.map((revision) => trendRow(revision, places)));
  }
  const { reportingCurrency } = at.policy;
  const title = `ACV of the whole book, in ${reportingCurrency}, as of ${asOf} (${ACV_MEANING}; trend against the period before)`;
  const above = missingInPeriodsText(missing, at.policy);
  return [
    `${readText(outcome)}\n${countInWords(take.revisions, 'revision')} in ${countInWords(take.periods, 'period')}`,
    ...(above.length === 0 ? [] : [above.join('\n')]),
    wrapped(title),
    table(HEADER, rows),
  ].join('\n\n');
};
