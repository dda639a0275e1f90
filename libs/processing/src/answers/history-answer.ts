import { plain } from '@app/domain';
import type { Causes, CausingEvent } from '../reports/history-causes.ts';
import type { HistoryEntry } from '../reports/history.ts';

const HEADLINES = ['acv', 'acv_trend_pct', 'arr', 'active_logos'] as const;

/** The contract of an event, or the customers of a merge. */
const subjectAnswer = (event: CausingEvent) =>
  event.type === 'customer.merged'
    ? { customer_id: event.customerId, into: event.into, contract_ids: event.contracts }
    : { contract_id: event.contractId, effective_date: event.effectiveDate };

export const causesAnswer = ({ events, more }: Causes) => ({
  events: events.map((event) => ({
    id: event.id,
    source: event.source,
    type: event.type,
    ...subjectAnswer(event),
    recorded_at: event.recordedAt,
    // Null where it is in that of the event before: they are weighed together.
    arr_change: event.arrChange === null ? null : plain(event.arrChange),
  })),
  more_events: more,
});

export const revisionAnswer = ({ revision, content }: HistoryEntry) => ({
  revision: revision.revision,
  status: revision.status,
  reason: revision.reason,
  measured_on: revision.measuredOn,
  as_of: revision.asOf,
  emitted_at: revision.emittedAt.toISOString(),
  ...Object.fromEntries(HEADLINES.map((field) => [field, content[field] ?? null])),
});

/** A revision with its changes and the events behind them. */
export const entryAnswer = (entry: HistoryEntry) => ({
  ...revisionAnswer(entry),
  changes: entry.changes,
  ...causesAnswer(entry.causes),
});
