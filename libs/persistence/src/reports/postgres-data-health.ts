import type { Policy } from '@app/domain';
import { DataHealth, type DataState, type NewestEvent, type ReadPartition } from '@app/processing';
import { readSetAside } from '../contracts/stored-set-aside.ts';
import { dateFrom } from '../contracts/stored-dates.ts';
import { readUnderPolicy } from '../reading/read-under-policy.ts';
import type { Database, Querying } from '../database/database.ts';
import { CATCHING_UP } from '../progress/catching-up.ts';
import { PostgresMissingRates } from './postgres-missing-rates.ts';

/** Blocks at the end of the ledger. A server extends a table by up to 64 empty ones at once. */
const LAST_BLOCKS = 200;

/**
 * The event that was accepted last; a structured one has its time in the value. The ledger only grows, so that event is in its last blocks: no index has the order,
 * because every append would pay for it. Transactions that were rolled back may leave nothing there; then the whole
 * ledger is read.
 */
const newestIn = (where: string): string => `
SELECT coalesce(time, value::json ->> 'time') AS time, ingested_at FROM ledger ${where} ORDER BY ingested_at DESC, seq DESC LIMIT 1`;

const NEWEST_IN_LAST_BLOCKS = newestIn(`
WHERE ctid >= format('(%s,0)', greatest(0, pg_relation_size('ledger') / current_setting('block_size')::int - ${LAST_BLOCKS}))::tid`);

const PARTITIONS = `
SELECT topic, partition, next_offset::text, log_end::text, updated_at FROM progress ORDER BY topic, partition`;

/** One pass over the contracts that wait, the changes that do (by change_untaken), and the outbox. */
const WAITING = `
SELECT
  (SELECT count(*)::int FROM (SELECT DISTINCT contract_id FROM unfolded) AS stale) AS contracts,
  (SELECT count(*)::int FROM change WHERE take_id IS NULL) AS changes,
  (SELECT count(*)::int FROM outbox) AS outgoing,
  EXISTS (${CATCHING_UP}) AS is_catching_up`;

/** By primary key, backwards. */
const LAST_TAKE = `SELECT as_of::text, taken_at FROM take ORDER BY take_id DESC LIMIT 1`;

/** One pass over `refused`. */
const REFUSED = `
SELECT code, count(*)::int AS count FROM refused
WHERE $1::timestamptz IS NULL OR refused_at >= $1
GROUP BY code ORDER BY count(*) DESC, code`;

type NewestRow = Readonly<{ time: string; ingested_at: Date }>;

type PartitionRow = Readonly<{
  topic: string;
  partition: number;
  next_offset: string;
  log_end: string;
  updated_at: Date;
}>;

type WaitingRow = DataState['waiting'] & Readonly<{ is_catching_up: boolean }>;

const newestEvent = async ({ query }: Querying): Promise<NewestEvent | null> => {
  const [last] = await query<NewestRow>(NEWEST_IN_LAST_BLOCKS);
  const [row] = last === undefined ? await query<NewestRow>(newestIn('')) : [last];
  return row === undefined ? null : { time: row.time, ingestedAt: row.ingested_at };
};

const partitions = async ({ query }: Querying): Promise<readonly ReadPartition[]> =>
  (await query<PartitionRow>(PARTITIONS)).map(({ topic, partition, next_offset, log_end, updated_at }) => ({
    topic,
    partition,
    nextOffset: BigInt(next_offset),
    logEnd: BigInt(log_end),
    updatedAt: updated_at,
  }));

export class PostgresDataHealth extends DataHealth {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policy: Policy; policyId: string }>,
  ) {
    super();
  }

  async state(refusedSince: Date | null): Promise<DataState> {
    const { policy, policyId } = this.options;
    return readUnderPolicy(this.database, policyId, async (transaction) => {
      const { query } = transaction;
      const [waiting] = await query<WaitingRow>(WAITING);
      const { contracts = 0, changes = 0, outgoing = 0, is_catching_up: isCatchingUp = false } = waiting ?? {};
      const [take] = await query<{ as_of: string; taken_at: Date }>(LAST_TAKE);
      const lastTake = take === undefined ? null : { asOf: dateFrom(take.as_of), takenAt: take.taken_at };
      const missing = new PostgresMissingRates(transaction, policy);
      return {
        newestEvent: await newestEvent(transaction),
        partitions: await partitions(transaction),
        isCatchingUp,
        waiting: { contracts, changes, outgoing },
        setAside: await readSetAside(transaction),
        lastTake,
        refused: await query<{ code: string; count: number }>(REFUSED, [refusedSince]),
        missingRates: lastTake === null ? [] : await missing.latest(lastTake.asOf),
      };
    });
  }
}
