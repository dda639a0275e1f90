import type { Transaction } from './database.ts';

/** Advisory locks of the store, all at the level of a transaction. The first key is the kind, the second which of it. */
const KIND = { store: 7_201, lane: 7_202, merges: 7_203, relay: 7_204 } as const;

/** How many folds can run at once. A contract always belongs to the same lane, which one transaction holds at a time. */
export const LANES = 16;

/** The lane of a contract, as SQL over a column that holds its id. */
export const laneOf = (column: string): string => `(hashtextextended(${column}, 0) & ${LANES - 1})::smallint`;

/** Shared by all that work under the store's policy; who changes the policy holds it alone. */
export const shareStore = async ({ query }: Transaction): Promise<void> => {
  await query('SELECT pg_advisory_xact_lock_shared($1, 0)', [KIND.store]);
};

/** Takes and whoever must keep them out conflict with each other by this lock, and with nothing else. */
const GATE = 'LOCK TABLE take_gate IN SHARE ROW EXCLUSIVE MODE';

/** Another take, or a restatement, is at work. */
export class GateClosedError extends Error {}

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Keeps other takes out until the transaction ends. The first statement of a take: unlike an advisory lock it does not fix
 * what a REPEATABLE READ transaction sees, so a take never works on books of before it was alone. Throws `GateClosedError`.
 */
export const closeGate = async ({ query }: Transaction): Promise<void> => {
  try {
    await query(`${GATE} NOWAIT`);
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === LOCK_NOT_AVAILABLE) throw new GateClosedError();
    throw error;
  }
};

/** Waits until no take is at work, and keeps others out until the transaction ends. Before any lock of the store. */
export const holdGate = async ({ query }: Transaction): Promise<void> => {
  await query(GATE);
};

/** Waits until no batch, fold or take works under the policy, and keeps all others out until the transaction ends. */
export const holdStore = async (transaction: Transaction): Promise<void> => {
  await holdGate(transaction);
  await transaction.query('SELECT pg_advisory_xact_lock($1, 0)', [KIND.store]);
};

/** Shared by folds, which go by the merges of customers that are known when they begin. */
export const shareMerges = async ({ query }: Transaction): Promise<void> => {
  await query('SELECT pg_advisory_xact_lock_shared($1, 0)', [KIND.merges]);
};

/** Waits until no fold is at work, and keeps others out until the transaction ends: whoever adds a merge holds it. */
export const holdMerges = (transaction: Transaction): Promise<void> => holdLock(transaction, KIND.merges, 0);

const holdLock = async ({ query }: Transaction, kind: number, key: number): Promise<void> => {
  await query('SELECT pg_advisory_xact_lock($1, $2)', [kind, key]);
};

/** Waits until no fold works on the lane, and keeps others out until the transaction ends. */
export const holdLane = (transaction: Transaction, lane: number): Promise<void> =>
  holdLock(transaction, KIND.lane, lane);

/** Locks up to `count` free lanes, in the given order. */
export const tryLanes = async (
  { query }: Transaction,
  lanes: readonly number[],
  count: number,
): Promise<readonly number[]> => {
  const rows = await query<{ lane: number }>(
    `SELECT lane FROM unnest($2::int[]) AS lane WHERE pg_try_advisory_xact_lock($1, lane) LIMIT $3`,
    [KIND.lane, lanes, count],
  );
  return rows.map(({ lane }) => lane);
};

export const tryRelay = async ({ query }: Transaction, topic: string): Promise<boolean> => {
  const [row] = await query<{ locked: boolean }>('SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS locked', [
    KIND.relay,
    topic,
  ]);
  return row?.locked === true;
};
