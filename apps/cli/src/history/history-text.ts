import { countInWords, ALL, type FigureName, plain, type Reason } from '@app/domain';
import type {
  Causes,
  CausingEvent,
  Comparison,
  FigureChange,
  History,
  HistoryEntry,
  HistoryQuestion,
  MissingRate,
} from '@app/processing';
import { differing, figureText, figureTitle } from '../figure-change.ts';
import { marked, missingOnDayText } from '../missing-rates-text.ts';
import { PERCENTAGE_PLACES } from '../options/digits-option.ts';
import { moment, percentageText, readable, wrapped } from '../readable.ts';
import { table, TERMINAL_WIDTH } from '../table.ts';
import type { HistoryOptions } from './history-arguments.ts';

/** More figures than this are only in the JSON. */
const FIGURES_SHOWN = 12;

const REASONS: Readonly<Record<Reason, string>> = {
  first: 'first revision',
  policy: 'changed by another policy',
  calculation: 'changed by another calculation',
  fx: 'changed by other exchange rates',
  events: 'changed by events',
  time: 'changed by the passing of time',
};

/** The texts about a revision are indented below its name. */
const WITHIN = TERMINAL_WIDTH - 2;

const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');

/** The decimal places that are asked for; null: as many as each figure needs. */
type Places = number | null;

const headline = ({ content }: HistoryEntry, places: Places): string => {
  const figure = (field: FigureName): string => figureText(field, content[field] ?? null, places);
  return wrapped(
    `${marked('ACV per customer', content.missing_fx)} ${figure('acv')}, trend ${percentageText(content.acv_trend_pct, places ?? PERCENTAGE_PLACES)}; ARR ${figure('arr')} of ${countInWords(content.active_logos ?? 0, 'customer')}; contract ACV ${figure('normalized_acv_total')}, per customer ${figure('normalized_acv_average')}`,
    '',
    WITHIN,
  );
};

const nameOf = ({ revision: { revision, status, emittedAt, asOf } }: HistoryEntry): string =>
  `revision ${revision}, ${status}, emitted ${moment(emittedAt)} as of ${asOf}`;

const reasonOf = ({ revision: { reason } }: HistoryEntry): string => REASONS[reason];

const stateText = (entry: HistoryEntry, places: Places): string =>
  indented(`${nameOf(entry)}\n${headline(entry, places)}`);

const changesTable = (
  changes: readonly FigureChange[],
  [from, to]: readonly [string, string],
  places: Places,
): string => {
  const rows = changes
    .slice(0, FIGURES_SHOWN)
    .map((change) => [figureTitle(change.field), ...differing(change, places)]);
  const rest = changes.length - rows.length;
  return `${table(['figure', from, to], rows)}${rest > 0 ? `\nand ${countInWords(rest, 'more figure')}` : ''}`;
};

const signed = ({ arrChange }: CausingEvent, places: Places): string =>
  arrChange === null
    ? 'in the ARR change above'
    : `ARR ${arrChange.gt(0) ? '+' : ''}${readable(plain(arrChange), places ?? 2)}`;

/** What an event is about, and from when on it counts; a merge counts for all days. */
const subjectOf = (event: CausingEvent): string => {
  if (event.type !== 'customer.merged') {
    return `${event.type.replace('subscription.', '')} ${event.contractId}, effective ${event.effectiveDate}`;
  }
  const { customerId, into, contracts } = event;
  const moved = countInWords(contracts.length, 'contract');
  return into === null ? `${customerId} no longer merged, ${moved}` : `merged ${customerId} into ${into}, ${moved}`;
};

const causeText = (event: CausingEvent, places: Places): string =>
  wrapped(
    `- ${signed(event, places)}: ${subjectOf(event)} (event ${event.id} of ${event.source}, recorded ${event.recordedAt})`,
    '  ',
    WITHIN,
  );

const causesText = ({ events, more }: Causes, places: Places): string => {
  const rest = more === 0 ? [] : [`and ${countInWords(more, 'more event')}, with smaller changes`];
  return [...events.map((event) => causeText(event, places)), ...rest].join('\n');
};

const changedBy = ({ causes }: Pick<HistoryEntry, 'causes'>, events: string, places: Places): string =>
  causes.events.length === 0
    ? ''
    : `\n${wrapped(`${events}, with the change of ARR that they make on the measured day:`, '', WITHIN)}\n${causesText(causes, places)}`;

const OF_OTHERS = '\nNo event of its own: the period that it is compared with changed.';

const entryText = (entry: HistoryEntry, places: Places): string => {
  const { changes } = entry;
  const differs = changes.length === 0 ? '' : `\n${indented(changesTable(changes, ['before', 'now'], places))}`;
  const events = entry.revision.reason === 'first' ? 'Events that it includes' : 'Events since the revision before';
  const by = changedBy(entry, events, places) || (entry.revision.reason === 'events' ? OF_OTHERS : '');
  return `${nameOf(entry)}:\n${reasonOf(entry)}\n${indented(headline(entry, places))}${differs}${indented(by).trimEnd()}`;
};

/** The revisions after the one that was seen, each with its reason. */
const whySince = (then: HistoryEntry, { entries }: History): string => {
  const since = entries.filter(({ revision }) => revision.revision > then.revision.revision);
  return since.map((entry) => `  ${wrapped(`${nameOf(entry)}: ${reasonOf(entry)}`, '  ', WITHIN)}`).join('\n');
};

/** When the reader looked, or the day of the figures that the reader saw, as the options name it. */
const lookText = ({ knownAt, mark, asOf }: HistoryOptions): string => {
  const time = mark === undefined ? knownAt : `mark ${mark}`;
  if (time === undefined) return `Reported as of ${asOf}`;
  return `Known at ${time}${asOf === undefined ? '' : `, as of ${asOf}`}`;
};

/** The instant has its milliseconds, so that a reader who copies it finds the revision. */
const nothingText = (look: string, { entries, current }: History): string => {
  const { emittedAt, asOf } = (entries[0] ?? current).revision;
  return wrapped(
    `${look}: nothing. The nearest known times are --known-at ${emittedAt.toISOString()} and --as-of ${asOf}, those of the first revision.`,
    '',
  );
};

const comparisonText = (
  comparison: Comparison,
  history: History,
  { look, places }: Readonly<{ look: string; places: Places }>,
): string => {
  const { then, changes } = comparison;
  const { current } = history;
  if (then === null) return `${nothingText(look, history)}\nNow:\n${stateText(current, places)}`;
  const seen = `${look}:\n${stateText(then, places)}`;
  if (then === current) return `${seen}\nIt is still the current revision.`;
  const now = `Now:\n${stateText(current, places)}`;
  const differs = changes.length === 0 ? 'No figure differs.' : changesTable(changes, ['then', 'now'], places);
  const why = `Revisions since then:\n${whySince(then, history)}`;
  return `${seen}\n${now}\n\n${indented(differs)}\n\n${why}${changedBy(comparison, 'Events since then', places)}`;
};

const segmentOf = ({ name: { dimension, segment } }: HistoryQuestion): string =>
  dimension === ALL ? 'all customers' : `${dimension} ${segment}`;

/** For people: the figures known then and why they differ now, or every revision in turn. */
export const historyText = (
  options: HistoryOptions,
  question: HistoryQuestion,
  history: History & Readonly<{ missing: readonly MissingRate[]; places: Places }>,
): string => {
  const { entries, comparison, current, missing, places } = history;
  const above = missingOnDayText(current.content.missing_fx, missing, `on ${current.revision.measuredOn}`);
  const revisions = entries.length === 1 ? '1 revision' : `${entries.length} revisions`;
  const title = `${question.period.label}, ${segmentOf(question)}: ${revisions}`;
  const body =
    comparison === null
      ? entries.map((entry) => entryText(entry, places)).join('\n\n')
      : comparisonText(comparison, history, { look: lookText(options), places });
  return [title, ...(above.length === 0 ? [] : [above.join('\n')]), body].join('\n\n');
};
