import type { Policy } from '@app/domain';
import { DataHealth, type DataState, type PartitionProgress, type PayloadsReadDifferently } from '@app/processing';
import { readSetAside } from '../contracts/stored-set-aside.ts';
import type { Database, Querying } from '../database/database.ts';
import { eventsBySeq, type Wanted } from '../packs/read-packs.ts';
import { readUnderPolicy } from '../reading/read-under-policy.ts';
import { PostgresMissingRates } from '../reports/postgres-missing-rates.ts';
import { changedDays } from '../snapshots/take/stale-days.ts';
import { reportedPeriods, storeState } from '../snapshots/take/store-state.ts';
import {
  INGESTED_AT,
  LAST_TAKE,
  NEWEST_EVENT,
  POLICY_SINCE,
  PROGRESS,
  REFUSED_BY_CODE,
  WAITING,
} from './data-health.sql.ts';
import { readPayloadsReadDifferently } from './payloads-read-differently.ts';

type ProgressRow = Readonly<{
  topic: string;
  partition: number;
  next_offset: string;
  log_end: string;
  updated_at: Date;
}>;

const newestEvent = async (store: Querying): Promise<DataState['newestEvent']> => {
  const [event] = await eventsBySeq(store, await store.query<Wanted>(NEWEST_EVENT), 'packs and queue');
  if (event === undefined) return null;
  const [row] = await store.query<{ ingested_at: Date }>(INGESTED_AT, [event.id, event.source, event.seq]);
  return row === undefined ? null : { ...event, ingestedAt: row.ingested_at };
};

const partitions = async ({ query }: Querying): Promise<readonly PartitionProgress[]> =>
  (await query<ProgressRow>(PROGRESS)).map(({ topic, partition, next_offset, log_end, updated_at }) => ({
    topic,
    partition,
    next: BigInt(next_offset),
    end: BigInt(log_end),
    updatedAt: updated_at,
  }));

const lastTake = async ({ query }: Querying): Promise<DataState['lastTake']> => {
  const [row] = await query<{ as_of: string; taken_at: Date; duration_ms: number | null }>(LAST_TAKE);
  return row === undefined ? null : { asOf: row.as_of, takenAt: row.taken_at, durationMs: row.duration_ms };
};

/** Reads the health of the data in one state of the store, and writes nothing. */
export class PostgresDataHealth extends DataHealth {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policy: Policy; policyId: string }>,
  ) {
    super();
  }

  async read(): Promise<DataState> {
    const { policy, policyId } = this.options;
    return readUnderPolicy(this.database, policyId, async (transaction) => {
      const { query } = transaction;
      const state = await storeState(transaction);
      const [waiting] = await query<DataState['waiting']>(WAITING);
      return {
        newestEvent: await newestEvent(transaction),
        partitions: await partitions(transaction),
        state,
        stale: await changedDays(transaction, policy),
        reportedPeriods: await reportedPeriods(transaction),
        waiting: waiting ?? { contracts: 0, changes: 0, outgoing: 0 },
        setAside: await readSetAside(transaction),
        lastTake: await lastTake(transaction),
        refused: await query<DataState['refused'][number]>(REFUSED_BY_CODE),
        missingRates: state.asOf === null ? [] : await new PostgresMissingRates(transaction, policy).latest(state.asOf),
      };
    });
  }

  async payloadsReadDifferently(): Promise<readonly PayloadsReadDifferently[]> {
    return readUnderPolicy(this.database, this.options.policyId, readPayloadsReadDifferently);
  }

  async policySince(): Promise<Date | null> {
    const { policyId } = this.options;
    return readUnderPolicy(this.database, policyId, async ({ query }) => {
      const [row] = await query<{ since: Date | null }>(POLICY_SINCE, [policyId]);
      return row?.since ?? null;
    });
  }
}
