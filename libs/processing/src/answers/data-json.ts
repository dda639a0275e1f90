import type { DataState } from '../reports/data-health.ts';

/** The health of the data for programs. Offsets are text, because they may be larger than a number can be. */
export const dataJson = ({ newestEvent, isCatchingUp, waiting, lastTake, ...data }: DataState) => ({
  newest_event:
    newestEvent === null ? null : { time: newestEvent.time, ingested_at: newestEvent.ingestedAt.toISOString() },
  partitions: data.partitions.map(({ topic, partition, nextOffset, logEnd, updatedAt }) => ({
    topic,
    partition,
    next_offset: String(nextOffset),
    log_end: String(logEnd),
    records_behind: Number(logEnd - nextOffset),
    updated_at: updatedAt.toISOString(),
  })),
  is_catching_up: isCatchingUp,
  waiting,
  set_aside: data.setAside.map(({ contractId, reason, attempts, since, nextAttemptAt }) => ({
    contract_id: contractId,
    reason,
    attempts,
    since: since.toISOString(),
    next_attempt_at: nextAttemptAt.toISOString(),
  })),
  last_take: lastTake === null ? null : { as_of: lastTake.asOf, taken_at: lastTake.takenAt.toISOString() },
  refused: data.refused,
  missing_rates: data.missingRates,
});
