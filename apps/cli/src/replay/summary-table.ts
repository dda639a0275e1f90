import { type CivilDate, countInWords } from '@app/domain';
import {
  latestNarrative,
  type MissingInPeriod,
  type SetAsideContract,
  type SnapshotRevision,
  wholeBook,
} from '@app/processing';
import { storedSnapshot } from '@app/wire';
import { ACV_MEANING, ACV_TITLE, CONTRACT_ACV_TITLES } from '../acv-words.ts';
import { marked, missingInPeriodsText } from '../missing-rates-text.ts';
import type { Places } from '../options/digits-option.ts';
import { count, readable, readableFigure, wrapped } from '../readable.ts';
import { sentencesText } from '../sentences-text.ts';
import { table } from '../table.ts';
import { noSnapshotText } from './no-snapshot-text.ts';
import type { ReportedReplay } from './replay-and-report.ts';

const HEADER = ['period', ACV_TITLE, 'trend\n%', 'customers', 'ARR', ...CONTRACT_ACV_TITLES];

const trendRow = (revision: SnapshotRevision, { average, sum, percentage }: Places): readonly string[] => {
  const figures = storedSnapshot(revision.content);
  const label = marked(revision.period, figures.missing_fx);
  return [
    revision.status === 'closed' ? label : `${label} ${revision.status}`,
    readable(figures.acv ?? null, average),
    readable(figures.acv_trend_pct ?? null, percentage),
    count(figures.active_logos ?? null),
    readableFigure(figures.arr, sum),
    readableFigure(figures.normalized_acv_total, sum),
    readableFigure(figures.normalized_acv_average, average),
  ];
};

type Frame = Readonly<{
  missing: readonly MissingInPeriod[];
  places: Places;
  /** The first day that can have snapshots; null if no contract is ever active. Asked if there is no snapshot. */
  firstDay: () => Promise<CivilDate | null>;
}>;

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
export const summaryTable = async (outcome: ReportedReplay, { missing, places, firstDay }: Frame): Promise<string> => {
  const { take, asOf, books, at } = outcome;
  if (take === null) return readText(outcome);
  const taken = `${readText(outcome)}\n${countInWords(take.revisions, 'revision')} in ${countInWords(take.periods, 'period')}`;
  const whole = await wholeBook(books);
  if (whole.length === 0) return `${taken}\n\n${noSnapshotText(asOf, await firstDay())}`;
  const { reportingCurrency } = at.policy;
  const title = `ACV of the whole book, in ${reportingCurrency}, as of ${asOf} (${ACV_MEANING}; trend against the period before)`;
  const above = missingInPeriodsText(missing, at.policy);
  const sentences = sentencesText(latestNarrative(whole, at.policy));
  return [
    taken,
    ...(above.length === 0 ? [] : [above.join('\n')]),
    ...(sentences.length === 0 ? [] : [sentences.join('\n')]),
    wrapped(title),
    table(
      HEADER,
      whole.map((revision) => trendRow(revision, places)),
    ),
  ].join('\n\n');
};
