import type { Transaction } from './database.ts';
import { codeOf, LOCK_NOT_AVAILABLE } from './error-code.ts';

/*
 * Locks of the store, each held until its transaction ends. They are locks on tables and rows, for which readers lack
 * the privilege, because anybody who may connect can take an advisory lock and so stop all work. A gate is a table
 * without rows: sharing it conflicts only with holding it.
 */

/**
 * Number of shards, and so of folds that can run at once. A contract always belongs to the same shard, and one
 * transaction at a time holds a shard. `append_events` repeats the number: another one needs a migration that moves
 * every contract.
 */
export const SHARDS = 16;

/**
 * The shard of a contract, as SQL over an expression for its id. The columns that store it, `unfolded.lane` and
 * `contract.lane`, keep the former name of a shard.
 */
export const shardOf = (contractId: string): string => `(hashtextextended(${contractId}, 0) & ${SHARDS - 1})::smallint`;

/**
 * Shares the store with all other work under its policy. A transaction that changes the policy locks out everything
 * else. The function `append_events` shares it in the same way.
 */
export const shareStore = async ({ query }: Transaction): Promise<void> => {
  await query('LOCK TABLE store_gate IN ROW SHARE MODE');
};

/**
 * This lock conflicts only with itself. Takes acquire it, and so does work that must not run at the same time as a
 * take.
 */
const GATE = 'LOCK TABLE take_gate IN SHARE ROW EXCLUSIVE MODE';

/** Another take or a restatement is at work. The caller leaves this take to the next round. */
export class GateClosedError extends Error {
  override readonly name = 'GateClosedError';

  constructor(options?: ErrorOptions) {
    super('another take or a restatement is at work: try again once it has ended', options);
  }
}

/**
 * Keeps other takes out until the transaction ends, and throws `GateClosedError` if one is at work. It must be the
 * first statement of a take: a lock on a table does not fix the snapshot of a REPEATABLE READ transaction, so a take
 * never reads a state of the store from before it was alone.
 */
export const closeGate = async ({ query }: Transaction): Promise<void> => {
  try {
    await query(`${GATE} NOWAIT`);
  } catch (error) {
    throw codeOf(error) === LOCK_NOT_AVAILABLE ? new GateClosedError({ cause: error }) : error;
  }
};

/** Waits until no take is at work, then keeps takes out until the transaction ends. Call it before any other lock. */
export const holdGate = async ({ query }: Transaction): Promise<void> => {
  await query(GATE);
};

/** Waits until no batch, fold or take works under the policy, then keeps all of them out until the transaction ends. */
export const holdStore = async (transaction: Transaction): Promise<void> => {
  await holdGate(transaction);
  await transaction.query('LOCK TABLE store_gate IN EXCLUSIVE MODE');
};

/** Waits until no operation is at work, then keeps others out until the transaction ends. Call it before any other lock. */
export const holdOperations = async ({ query }: Transaction): Promise<void> => {
  await query('LOCK TABLE operation_gate IN EXCLUSIVE MODE');
};

/**
 * Keeps the merges of customers as they are until the transaction ends. Every fold calls it, and folds share the lock.
 */
export const shareMerges = async ({ query }: Transaction): Promise<void> => {
  await query('LOCK TABLE merge_gate IN ROW SHARE MODE');
};

/** Waits until no fold is at work, then keeps folds out until the transaction ends. A batch with merges calls it. */
export const holdMerges = async ({ query }: Transaction): Promise<void> => {
  await query('LOCK TABLE merge_gate IN EXCLUSIVE MODE');
};

/** Waits until no fold works on the shard, then keeps folds out of it until the transaction ends; by primary key. */
export const holdShard = async ({ query }: Transaction, shard: number): Promise<void> => {
  await query('SELECT FROM shard WHERE shard = $1 FOR UPDATE', [shard]);
};

/** Rows, because a table lock that is not free aborts the transaction, whereas rows that are not free are skipped. */
const FREE_SHARDS = `
SELECT shard
FROM unnest($1::smallint[]) WITH ORDINALITY wanted(shard, ordinal)
JOIN shard USING (shard)
ORDER BY ordinal LIMIT $2 FOR UPDATE OF shard SKIP LOCKED`;

/** Locks up to `count` free shards, in the given order, without waiting. */
export const tryShards = async (
  { query }: Transaction,
  shards: readonly number[],
  count: number,
): Promise<readonly number[]> => {
  const rows = await query<{ shard: number }>(FREE_SHARDS, [shards, count]);
  return rows.map(({ shard }) => shard);
};
