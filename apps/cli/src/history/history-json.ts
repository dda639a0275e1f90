import { plain } from '@app/domain';
import type { Causes, CausingEvent, History, HistoryEntry, HistoryQuestion } from '@app/processing';
import type { HistoryOptions } from './history-arguments.ts';

const HEADLINES = ['acv', 'acv_trend_pct', 'arr', 'active_logos'] as const;

/** The contract of an event, or the customers of a merge. */
const subjectJson = (event: CausingEvent) =>
  event.type === 'customer.merged'
    ? { customer_id: event.customerId, into: event.into, contract_ids: event.contracts }
    : { contract_id: event.contractId, effective_date: event.effectiveDate };

const causesJson = ({ events, more }: Causes) => ({
  events: events.map((event) => ({
    id: event.id,
    source: event.source,
    type: event.type,
    ...subjectJson(event),
    recorded_at: event.recordedAt,
    // Null where it is in that of the event before: they are weighed together.
    arr_change: event.arrChange === null ? null : plain(event.arrChange),
  })),
  more_events: more,
});

const revisionJson = ({ revision, content }: HistoryEntry) => ({
  revision: revision.revision,
  status: revision.status,
  reason: revision.reason,
  measured_on: revision.measuredOn,
  as_of: revision.asOf,
  emitted_at: revision.emittedAt.toISOString(),
  ...Object.fromEntries(HEADLINES.map((field) => [field, content[field] ?? null])),
});

const entryJson = (entry: HistoryEntry) => ({
  ...revisionJson(entry),
  changes: entry.changes,
  ...causesJson(entry.causes),
});

/** The earliest times that would have found a revision. */
const nearestJson = ({ entries, current }: History) => {
  const { emittedAt, asOf } = (entries[0] ?? current).revision;
  return { known_at: emittedAt.toISOString(), as_of: asOf };
};

/**
 * A whole history with every figure that differs. `then` is null if nothing had been reported yet, and `nearest` says
 * from when on something was.
 */
export const historyJson = (options: HistoryOptions, { period, name }: HistoryQuestion, history: History): string => {
  const { comparison, current, entries } = history;
  return JSON.stringify({
    grain: period.grain,
    period: period.label,
    ...name,
    ...(comparison === null
      ? {}
      : {
          known_at: options.knownAt,
          as_of: options.asOf,
          then: comparison.then === null ? null : revisionJson(comparison.then),
          ...(comparison.then === null ? { nearest: nearestJson(history) } : {}),
          now: revisionJson(current),
          changes: comparison.changes,
          ...causesJson(comparison.causes),
        }),
    revisions: entries.map(entryJson),
  });
};
