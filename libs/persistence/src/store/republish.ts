import type { ContractId } from '@app/domain';
import { contractMessage, type NewOutgoingRecord, republishedSnapshot } from '@app/processing';
import type { Database, Transaction } from '../database/database.ts';
import { holdGate, holdLane, LANES, shareStore } from '../database/locks.ts';
import { appendOutgoing } from '../outbox/append-outgoing.ts';
import { REPORTED, REVISIONS } from './books.sql.ts';
import { revisionFrom, type RevisionRow } from './revision-row.ts';

/** Records put into the outbox. */
export type Republished = Readonly<{ contracts: number; snapshots: number }>;

export type RepublishOptions = Readonly<{ contractsTopic: string; snapshotsTopic: string; now: () => Date }>;

/** Contracts read at once: what bounds memory. */
const PAGE = 2000;

const CONTRACTS_OF_LANE = `
SELECT contract_id, record, revision FROM contract
WHERE lane = $1 AND contract_id > $2 ORDER BY contract_id LIMIT $3`;

type ContractRow = Readonly<{ contract_id: ContractId; record: string | null; revision: number }>;

const appended = async (transaction: Transaction, records: readonly (NewOutgoingRecord | null)[]): Promise<number> => {
  const written = records.filter((record) => record !== null);
  await appendOutgoing(transaction, written);
  return written.length;
};

/** Under the lane's lock, so that no fold draws a number for a newer record of a contract meanwhile. */
const republishLane = async (
  transaction: Transaction,
  lane: number,
  { contractsTopic, now }: RepublishOptions,
): Promise<number> => {
  await shareStore(transaction);
  await holdLane(transaction, lane);
  let count = 0;
  for (let behind: string | null = ''; behind !== null;) {
    const rows: ContractRow[] = await transaction.query<ContractRow>(CONTRACTS_OF_LANE, [lane, behind, PAGE]);
    const heads = rows.map(({ contract_id, ...row }) => ({ contractId: contract_id, ...row }));
    count += await appended(
      transaction,
      heads.map((head) => contractMessage(contractsTopic, head, now())),
    );
    behind = rows.length < PAGE ? null : (rows.at(-1)?.contract_id ?? null);
  }
  return count;
};

/** Under the snapshotter's lock, for the same reason. */
const republishSnapshots = async (transaction: Transaction, { snapshotsTopic }: RepublishOptions): Promise<number> => {
  await holdGate(transaction);
  await shareStore(transaction);
  let count = 0;
  for (const { grain, period } of await transaction.query<{ grain: string; period: string }>(REPORTED)) {
    const rows = await transaction.query<RevisionRow>(REVISIONS, [grain, period]);
    count += await appended(
      transaction,
      rows.map((row) => republishedSnapshot(snapshotsTopic, revisionFrom(row))),
    );
  }
  return count;
};

/**
 * Puts the current state of every key into the outbox again, for topics that were lost or are new. Each part is one
 * transaction, so that work waits for one lane at a time.
 */
export const republish = async (database: Database, options: RepublishOptions): Promise<Republished> => {
  let contracts = 0;
  for (let lane = 0; lane < LANES; lane += 1) {
    contracts += await database.transaction('READ COMMITTED', (transaction) =>
      republishLane(transaction, lane, options),
    );
  }
  const snapshots = await database.transaction('READ COMMITTED', (transaction) =>
    republishSnapshots(transaction, options),
  );
  return { contracts, snapshots };
};
