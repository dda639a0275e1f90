import type { ContractId } from '@app/domain';
import {
  contractMessage,
  type NewOutgoingRecord,
  type RepublishedTopics,
  Republisher,
  republishedSnapshot,
} from '@app/processing';
import type { Database, Transaction } from '../database/database.ts';
import { holdGate, holdShard, SHARDS, shareStore } from '../database/locks.ts';
import { appendOutgoing } from '../outbox/append-outgoing.ts';
import { currentRevisions } from './current-revisions.ts';

/** Number of records put into the outbox. */
type Republished = Readonly<{ contracts: number; snapshots: number }>;

/** A topic that is null is left out. */
export type RepublishOptions = RepublishedTopics & Readonly<{ now: () => Date }>;

/** Number of contracts read at once, which bounds memory. */
const PAGE = 2000;

/** A page of the contracts of a shard ($1) after an id ($2), with their records; by primary key. */
const CONTRACTS_OF_SHARD = `
SELECT contract_id, record, revision
FROM contract
WHERE lane = $1 AND contract_id > $2
ORDER BY contract_id LIMIT $3`;

type ContractRow = Readonly<{ contract_id: ContractId; record: string | null; revision: number }>;

const appended = async (transaction: Transaction, records: readonly (NewOutgoingRecord | null)[]): Promise<number> => {
  const written = records.filter((record) => record !== null);
  await appendOutgoing(transaction, written);
  return written.length;
};

/** Holds the shard's lock, so that no fold meanwhile draws a number for a newer record of one of its contracts. */
const republishShard = async (
  transaction: Transaction,
  shard: number,
  { contractsTopic, now }: Readonly<{ contractsTopic: string; now: () => Date }>,
): Promise<number> => {
  await shareStore(transaction);
  await holdShard(transaction, shard);
  let count = 0;
  for (let behind: string | null = ''; behind !== null;) {
    const rows: ContractRow[] = await transaction.query<ContractRow>(CONTRACTS_OF_SHARD, [shard, behind, PAGE]);
    const heads = rows.map(({ contract_id, ...row }) => ({ contractId: contract_id, ...row }));
    count += await appended(
      transaction,
      heads.map((head) => contractMessage(contractsTopic, head, now())),
    );
    behind = rows.length < PAGE ? null : (rows.at(-1)?.contract_id ?? null);
  }
  return count;
};

/** Keeps takes out, so that no take meanwhile draws a number for a newer revision. */
const republishSnapshots = async (transaction: Transaction, snapshotsTopic: string): Promise<number> => {
  await holdGate(transaction);
  await shareStore(transaction);
  let count = 0;
  for await (const revisions of currentRevisions(transaction)) {
    count += await appended(
      transaction,
      revisions.map((revision) => republishedSnapshot(snapshotsTopic, revision)),
    );
  }
  return count;
};

const republishContracts = async (
  database: Database,
  terms: Readonly<{ contractsTopic: string; now: () => Date }>,
): Promise<number> => {
  let contracts = 0;
  for (let shard = 0; shard < SHARDS; shard += 1) {
    contracts += await database.transaction('READ COMMITTED', (transaction) =>
      republishShard(transaction, shard, terms),
    );
  }
  return contracts;
};

/**
 * Puts the current state of every key into the outbox again, for topics that were lost or are new. Each shard is one
 * transaction, so that folds wait for one shard at a time.
 */
export const republish = async (
  database: Database,
  { contractsTopic, snapshotsTopic, now }: RepublishOptions,
): Promise<Republished> => ({
  contracts: contractsTopic === null ? 0 : await republishContracts(database, { contractsTopic, now }),
  snapshots:
    snapshotsTopic === null
      ? 0
      : await database.transaction('READ COMMITTED', (transaction) => republishSnapshots(transaction, snapshotsTopic)),
});

/** The keys that are published; a pass over contracts and one over snapshots. */
const KEYS = `
SELECT
  (SELECT count(*) FROM contract WHERE record IS NOT NULL)::int AS contracts,
  (SELECT count(*) FROM (SELECT DISTINCT grain, period, dimension, segment FROM snapshot) AS key)::int AS snapshots`;

export class PostgresRepublisher extends Republisher {
  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {
    super();
  }

  republish(topics: RepublishedTopics): Promise<Republished> {
    return republish(this.database, { ...topics, now: this.now });
  }

  async count({ contractsTopic, snapshotsTopic }: RepublishedTopics): Promise<Republished> {
    const [keys] = await this.database.query<Republished>(KEYS);
    return {
      contracts: contractsTopic === null ? 0 : (keys?.contracts ?? 0),
      snapshots: snapshotsTopic === null ? 0 : (keys?.snapshots ?? 0),
    };
  }
}
