import { type FigureName, plain, type Reason } from '@app/domain';
import type {
  Causes,
  CausingEvent,
  Comparison,
  FigureChange,
  History,
  HistoryEntry,
  HistoryQuestion,
} from '@app/processing';
import { readable } from '../demo/readable.ts';
import { table } from '../table.ts';
import type { HistoryOptions } from './history-arguments.ts';

/** As many figures as a reader takes in; JSON has all of them. */
const FIGURES_SHOWN = 12;

const REASONS: Readonly<Record<Reason, string>> = {
  first: 'the first one',
  policy: 'another policy',
  calculation: 'another calculation',
  fx: 'other exchange rates',
  events: 'events',
  time: 'the passing of time',
};

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

const SHARE = /_(?:ratio|share)$|^hhi$/;

/** A figure for people; lists and signals as JSON. */
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
  return `ACV ${figure('acv')}, trend ${figure('acv_trend_pct')} %, ARR ${figure('arr')}, ${figure('active_logos')} logos`;
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

/** What happened, to which contract, and from which day on; a merge counts for all days. */
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
  return `${table(header, rows)}${more > 0 ? `\nand ${more} more events, which moved less` : ''}`;
};

const changedBy = ({ causes }: Pick<HistoryEntry, 'causes'>, events: string): string =>
  causes.events.length === 0
    ? ''
    : `\n${events}, by how much their contract or merge changed ARR on the measured day:\n${indented(causesTable(causes))}`;

const OF_OTHERS = '\nNo event of its own: what it is compared with changed.';

const entryText = (entry: HistoryEntry): string => {
  const { changes } = entry;
  const differs = changes.length === 0 ? '' : `\n${indented(changesTable(changes, ['before', 'now']))}`;
  const events = entry.revision.reason === 'first' ? 'The events that made it' : 'The events in between';
  const by = changedBy(entry, events) || (entry.revision.reason === 'events' ? OF_OTHERS : '');
  return `${nameOf(entry)}, because of ${reasonOf(entry)}\n  ${headline(entry)}${differs}${indented(by).trimEnd()}`;
};

/** Why the current revisions came after the one that was seen. */
const whySince = (then: HistoryEntry, { entries }: History): string => {
  const since = entries.filter(({ revision }) => revision.revision > then.revision.revision);
  return since.map((entry) => `  ${nameOf(entry)}: because of ${reasonOf(entry)}`).join('\n');
};

const comparisonText = (comparison: Comparison, history: History, knownAt: string): string => {
  const { then, changes } = comparison;
  const { current } = history;
  if (then === null)
    return `Known at ${knownAt}: nothing, the first revision came later.\nNow: ${nameOf(current)}\n  ${headline(current)}`;
  const seen = `Known at ${knownAt}: ${nameOf(then)}\n  ${headline(then)}`;
  if (then === current) return `${seen}\nIt stands unchanged.`;
  const now = `Now: ${nameOf(current)}\n  ${headline(current)}`;
  const differs = changes.length === 0 ? 'No figure differs.' : changesTable(changes, ['then', 'now']);
  const why = `What came since:\n${whySince(then, history)}`;
  return `${seen}\n${now}\n\n${indented(differs)}\n\n${why}${changedBy(comparison, 'The events in between')}`;
};

const segmentOf = ({ name: { dimension, segment } }: HistoryQuestion): string =>
  dimension === 'all' ? 'all customers' : `${dimension} ${segment}`;

/** For people: what was seen then and why it differs, or revision by revision. */
export const historyText = (options: HistoryOptions, question: HistoryQuestion, history: History): string => {
  const { entries, comparison } = history;
  const revisions = entries.length === 1 ? '1 revision' : `${entries.length} revisions`;
  const title = `${question.period.label}, ${segmentOf(question)}: ${revisions} kept`;
  const body =
    comparison === null
      ? entries.map(entryText).join('\n\n')
      : comparisonText(comparison, history, options.knownAt ?? '');
  return `${title}\n\n${body}`;
};
