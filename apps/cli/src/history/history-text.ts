import { type FigureName, plain, type Reason } from '@app/domain';
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
import { marked, missingOnDayText } from '../missing-rates-text.ts';
import { readable } from '../readable.ts';
import { table } from '../table.ts';
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

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

const SHARE = /_(?:ratio|share)$|^hhi$/;

/** A figure for people; lists and signals are shown as JSON. */
const shown = (field: string, value: unknown): string => {
  if (value === null) return '-';
  if (typeof value === 'string') return DECIMAL.test(value) ? readable(value, SHARE.test(field) ? 4 : 2) : value;
  return typeof value === 'number' ? value.toLocaleString('en-US') : JSON.stringify(value);
};

const moment = (at: Date): string =>
  at
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');

const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');

const headline = ({ content }: HistoryEntry): string => {
  const figure = (field: FigureName): string => shown(field, content[field] ?? null);
  return `${marked('ACV', content.missing_fx)} ${figure('acv')}, trend ${figure('acv_trend_pct')} %, ARR ${figure('arr')}, ${figure('active_logos')} logos`;
};

const nameOf = ({ revision: { revision, status, emittedAt, asOf } }: HistoryEntry): string =>
  `revision ${revision}, ${status}, emitted ${moment(emittedAt)} as of ${asOf}`;

const reasonOf = ({ revision: { reason } }: HistoryEntry): string => REASONS[reason];

const changesTable = (changes: readonly FigureChange[], [from, to]: readonly [string, string]): string => {
  const rows = changes
    .slice(0, FIGURES_SHOWN)
    .map((change) => [change.field, shown(change.field, change.from), shown(change.field, change.to)]);
  const rest = changes.length - rows.length;
  return `${table(['figure', from, to], rows)}${rest > 0 ? `\nand ${rest} more figures` : ''}`;
};

const signed = (event: CausingEvent): string =>
  `${event.arrChange.gt(0) ? '+' : ''}${readable(plain(event.arrChange), 2)}`;

/** The type of an event, its contract, and the day it takes effect; a merge counts for all days. */
const subjectOf = (event: CausingEvent): readonly [string, string, string] => {
  if (event.type !== 'customer.merged') return [event.type, event.contractId, event.effectiveDate];
  const { type, customerId, into, contracts } = event;
  const merge = into === null ? `${type} ${customerId} undone` : `${type} ${customerId} into ${into}`;
  const [only] = contracts;
  return [merge, contracts.length === 1 && only !== undefined ? only : `${contracts.length} contracts`, 'all days'];
};

const causesTable = ({ events, more }: Causes): string => {
  const rows = events.map((event) => [event.id, event.source, ...subjectOf(event), event.recordedAt, signed(event)]);
  const header = ['event', 'source', 'type', 'contract', 'effective', 'recorded', 'ARR change'];
  return `${table(header, rows)}${more > 0 ? `\nand ${more} more events, with smaller changes` : ''}`;
};

const changedBy = ({ causes }: Pick<HistoryEntry, 'causes'>, events: string): string =>
  causes.events.length === 0
    ? ''
    : `\n${events}, with the ARR change of their contract or merge on the measured day:\n${indented(causesTable(causes))}`;

const OF_OTHERS = '\nNo event of its own: the period that it is compared with changed.';

const entryText = (entry: HistoryEntry): string => {
  const { changes } = entry;
  const differs = changes.length === 0 ? '' : `\n${indented(changesTable(changes, ['before', 'now']))}`;
  const events = entry.revision.reason === 'first' ? 'Events that it includes' : 'Events since the revision before';
  const by = changedBy(entry, events) || (entry.revision.reason === 'events' ? OF_OTHERS : '');
  return `${nameOf(entry)}: ${reasonOf(entry)}\n  ${headline(entry)}${differs}${indented(by).trimEnd()}`;
};

/** The revisions after the one that was seen, each with its reason. */
const whySince = (then: HistoryEntry, { entries }: History): string => {
  const since = entries.filter(({ revision }) => revision.revision > then.revision.revision);
  return since.map((entry) => `  ${nameOf(entry)}: ${reasonOf(entry)}`).join('\n');
};

const comparisonText = (comparison: Comparison, history: History, knownAt: string): string => {
  const { then, changes } = comparison;
  const { current } = history;
  if (then === null)
    return `Known at ${knownAt}: nothing; the first revision is later.\nNow: ${nameOf(current)}\n  ${headline(current)}`;
  const seen = `Known at ${knownAt}: ${nameOf(then)}\n  ${headline(then)}`;
  if (then === current) return `${seen}\nIt is still the current revision.`;
  const now = `Now: ${nameOf(current)}\n  ${headline(current)}`;
  const differs = changes.length === 0 ? 'No figure differs.' : changesTable(changes, ['then', 'now']);
  const why = `Revisions since then:\n${whySince(then, history)}`;
  return `${seen}\n${now}\n\n${indented(differs)}\n\n${why}${changedBy(comparison, 'Events since then')}`;
};

const segmentOf = ({ name: { dimension, segment } }: HistoryQuestion): string =>
  dimension === 'all' ? 'all customers' : `${dimension} ${segment}`;

/** For people: the figures known then and why they differ now, or every revision in turn. */
export const historyText = (
  options: HistoryOptions,
  question: HistoryQuestion,
  history: History & Readonly<{ missing: readonly MissingRate[] }>,
): string => {
  const { entries, comparison, current, missing } = history;
  const above = missingOnDayText(current.content.missing_fx, missing, `on ${current.revision.measuredOn}`);
  const revisions = entries.length === 1 ? '1 revision' : `${entries.length} revisions`;
  const title = `${question.period.label}, ${segmentOf(question)}: ${revisions}`;
  const body =
    comparison === null
      ? entries.map(entryText).join('\n\n')
      : comparisonText(comparison, history, options.knownAt ?? '');
  return [title, ...(above.length === 0 ? [] : [above.join('\n')]), body].join('\n\n');
};
