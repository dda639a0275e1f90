import { CALC_VERSION } from '@app/domain';
import { storedEvent } from '@app/wire';
import type { DescribedData } from '../health/describe-data.ts';

const newestOf = ({ newestEvent }: DescribedData) =>
  newestEvent === null
    ? null
    : { time: storedEvent(newestEvent).time, ingested_at: newestEvent.ingestedAt.toISOString() };

/** Offsets are text, because they may be larger than a number can be. */
const partitionsOf = ({ partitions }: DescribedData) =>
  partitions.map(({ topic, partition, next, end, updatedAt }) => ({
    topic,
    partition,
    next_offset: String(next),
    log_end: String(end),
    records_behind: next < end ? Number(end - next) : 0,
    updated_at: updatedAt.toISOString(),
  }));

const setAsideOf = ({ setAside }: DescribedData) =>
  setAside.map(({ contractId, reason, attempts, since, nextAttemptAt }) => ({
    contract_id: contractId,
    reason,
    attempts,
    since: since.toISOString(),
    next_attempt_at: nextAttemptAt.toISOString(),
  }));

/** The health of the data for programs. */
export const dataAnswer = (found: DescribedData, by: Readonly<{ policyId: string; version: string }>) => {
  const { lastTake } = found;
  return {
    newest_event: newestOf(found),
    partitions: partitionsOf(found),
    is_catching_up: found.state.isCatchingUp,
    stale_periods: found.stalePeriods.map(({ grain, label }) => ({ grain, period: label })),
    waiting: found.waiting,
    set_aside: setAsideOf(found),
    last_take:
      lastTake === null
        ? null
        : { as_of: lastTake.asOf, taken_at: lastTake.takenAt.toISOString(), duration_ms: lastTake.durationMs },
    refused: [...found.refused],
    missing_rates: [...found.missingRates],
    policy_id: by.policyId,
    version: by.version,
    calc_version: CALC_VERSION,
  };
};
