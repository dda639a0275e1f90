import { countInWords, type SentenceCode } from '@app/domain';
import type { CurrentFigures, SnapshotRevision, Status } from '@app/processing';
import { storedSnapshot, type StoredSnapshot } from '@app/wire';
import { spark } from '../bars/spark.ts';
import { marked, missingOnDayText } from '../missing-rates-text.ts';
import type { Places } from '../options/digits-option.ts';
import { percentageText, readable, wrapped } from '../readable.ts';
import { sentencesText } from '../sentences-text.ts';
import { TERMINAL_WIDTH } from '../table.ts';
import { dataLines } from './data-lines.ts';
import { lineOf, NAME_WIDTH } from './status-line.ts';

/** The figures above the sentences say what these do. */
const SAID_ABOVE: readonly SentenceCode[] = ['acv', 'retention', 'size', 'largest_customer'];

type Content = Readonly<{ revision: SnapshotRevision; content: StoredSnapshot }>;

const trendText = ({ revision, content }: Content, places: Places): string =>
  `${percentageText(content.acv_trend_pct, places.percentage)} in ${revision.period}`;

/** The latest periods that fit a terminal. */
const seriesLine = ({ series: { periods, segments } }: CurrentFigures): readonly string[] => {
  const shown = periods.slice(-(TERMINAL_WIDTH - NAME_WIDTH));
  const values = (segments[0]?.figures.acv ?? []).slice(-shown.length);
  const [first, last] = [shown.at(0), shown.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  const bars = spark(values.map((value) => (value === null ? null : Number(value))));
  return [`${`  ${first} to ${last}`.padEnd(NAME_WIDTH)}${bars}`];
};

const figureLines = (current: CurrentFigures, places: Places): readonly string[] => {
  const contents = current.snapshots.map((revision): Content => ({
    revision,
    content: storedSnapshot(revision.content),
  }));
  const [shortest] = contents;
  if (shortest === undefined) return [];
  const { content } = shortest;
  const amount = (value: string | null | undefined): string => readable(value ?? null, places.average);
  return [
    lineOf(marked('ACV per customer', content.missing_fx), amount(content.acv)),
    lineOf('  trend', contents.map((each) => trendText(each, places)).join(', ')),
    ...seriesLine(current),
    lineOf('ARR', `${amount(content.arr)} of ${countInWords(content.active_logos ?? 0, 'customer')}`),
    lineOf('contract ACV', `${amount(content.normalized_acv_average)} per customer`),
    lineOf('median ARR', `${amount(content.acv_median)}: half of the customers have less`),
    lineOf(
      'NRR over a year',
      content.nrr_yoy_pct === null || content.nrr_yoy_pct === undefined
        ? '- (nobody was a customer a year ago)'
        : `${percentageText(content.nrr_yoy_pct, places.percentage)}; gross, without any growth, ${percentageText(content.grr_yoy_pct, places.percentage)}`,
    ),
  ];
};

const currentText = (current: CurrentFigures, { reportingCurrency, data }: Status, places: Places): string => {
  const [shortest] = current.snapshots;
  const lacking = shortest === undefined ? [] : storedSnapshot(shortest.content).missing_fx;
  const missing = missingOnDayText(lacking, data.missingRates, `on ${current.asOf}`);
  const sentences = sentencesText(current.narrative.filter(({ code }) => !SAID_ABOVE.includes(code)));
  return [
    wrapped(`ACV of the whole book on ${current.asOf}, in ${reportingCurrency}`),
    ...(missing.length === 0 ? [] : [missing.join('\n')]),
    figureLines(current, places).join('\n'),
    ...(sentences.length === 0 ? [] : [sentences.join('\n')]),
  ].join('\n\n');
};

/** For people, on one screen: the figures of the last day taken, and how fresh and how complete they are. */
export const statusText = (status: Status, places: Places): string => {
  const { current } = status;
  const figures = current === null ? 'No snapshots were taken yet.' : currentText(current, status, places);
  return `${figures}\n\n${dataLines(status).join('\n')}`;
};
