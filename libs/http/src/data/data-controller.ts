import { CALC_VERSION } from '@app/domain';
import type { DescribedData } from '@app/processing';
import { storedEvent } from '@app/wire';
import { DATA_ANSWER, DATA_QUERY, type DataAnswer } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { version } from '@app/platform';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';

const VERSION = version();

const newestOf = ({ newestEvent }: DescribedData): DataAnswer['newest_event'] =>
  newestEvent === null
    ? null
    : { time: storedEvent(newestEvent).time, ingested_at: newestEvent.ingestedAt.toISOString() };

const partitionsOf = ({ partitions }: DescribedData): DataAnswer['partitions'] =>
  partitions.map(({ topic, partition, next, end, updatedAt }) => ({
    topic,
    partition,
    next_offset: String(next),
    log_end: String(end),
    records_behind: next < end ? Number(end - next) : 0,
    updated_at: updatedAt.toISOString(),
  }));

const setAsideOf = ({ setAside }: DescribedData): DataAnswer['set_aside'] =>
  setAside.map(({ contractId, reason, attempts, since, nextAttemptAt }) => ({
    contract_id: contractId,
    reason,
    attempts,
    since: since.toISOString(),
    next_attempt_at: nextAttemptAt.toISOString(),
  }));

@Controller('api/v1')
export class DataController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('data', { id: 'readData', summary: 'The health of the data', answer: DATA_ANSWER, depends: 'content' })
  data(@Query({ schema: DATA_QUERY }) _query: unknown): Promise<DataAnswer> {
    return this.reading.run(async ({ data, at: { policyId } }) => {
      const found = await data.now();
      const { lastTake } = found;
      return {
        newest_event: newestOf(found),
        partitions: partitionsOf(found),
        is_catching_up: found.state.isCatchingUp,
        stale_periods: found.stalePeriods.map(({ grain, label }) => ({ grain, period: label })),
        waiting: found.waiting,
        set_aside: setAsideOf(found),
        // The store does not keep how long a take took.
        last_take:
          lastTake === null
            ? null
            : { as_of: lastTake.asOf, taken_at: lastTake.takenAt.toISOString(), duration_ms: null },
        refused: found.refused,
        missing_rates: found.missingRates,
        policy_id: policyId,
        version: VERSION,
        calc_version: CALC_VERSION,
      };
    });
  }
}
