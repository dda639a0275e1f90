import type { ContractId } from '@app/domain';
import { contractMessage, type RepublishedTopics, Republisher, republishedSnapshot } from '@app/processing';
import type { Database, Transaction } from '../database/database.ts';
import { holdGate, holdShard, SHARDS, shareStore } from '../database/locks.ts';
import { appendOutgoing } from '../outbox/append-outgoing.ts';
import { headersJson } from '../outbox/headers-json.ts';
import { currentRevisions } from './current-revisions.ts';

/** Number of records put into the outbox. */
type Republished = Readonly<{ contracts: number; snapshots: number }>;

/** A topic that is null is left out. */
export type RepublishOptions = RepublishedTopics & Readonly<{ now: () => Date }>;

/**
 * Puts the records of a shard ($1) into the outbox, each as `contractMessage` writes it for the topic ($2): $3 and $4 are
 * the headers around the id of the event, which is in base64. One pass over contract; nothing travels to the client.
 */
const REPUBLISH_SHARD = `
WITH republished AS (
  INSERT INTO outbox (topic, key, value, headers)
  SELECT
    $2,
    convert_to(contract_id, 'UTF8'),
    convert_to(left(record, -1) || ',"revision":' || revision || '}', 'UTF8'),
    ($3 || translate(encode(convert_to(contract_id || '#' || revision, 'UTF8'), 'base64'), E'\\n', '') || $4)::json
  FROM contract
  WHERE lane = $1 AND record IS NOT NULL
  RETURNING 1
)
SELECT count(*)::int AS contracts FROM republished`;

/** Stands for the id of any contract. */
const ANY_CONTRACT = 'any contract' as ContractId;

/** The headers of a contract's record before and after the id of its event, as the outbox stores them. */
const headersAroundId = (contractsTopic: string, now: Date): readonly string[] => {
  const message = contractMessage(contractsTopic, { contractId: ANY_CONTRACT, record: '{}', revision: 1 }, now);
  return headersJson(message?.headers ?? {}).split(Buffer.from(`${ANY_CONTRACT}#1`).toString('base64'));
};

/** Holds the shard's lock, so that no fold meanwhile draws a number for a newer record of one of its contracts. */
const republishShard = async (
  transaction: Transaction,
  shard: number,
  { contractsTopic, now }: Readonly<{ contractsTopic: string; now: () => Date }>,
): Promise<number> => {
  await shareStore(transaction);
  await holdShard(transaction, shard);
  const parameters = [shard, contractsTopic, ...headersAroundId(contractsTopic, now())];
  const [row] = await transaction.query<{ contracts: number }>(REPUBLISH_SHARD, parameters);
  return row?.contracts ?? 0;
};

/** Keeps takes out, so that no take meanwhile draws a number for a newer revision. */
const republishSnapshots = async (transaction: Transaction, snapshotsTopic: string): Promise<number> => {
  await holdGate(transaction);
  await shareStore(transaction);
  let count = 0;
  for await (const revisions of currentRevisions(transaction)) {
    const records = revisions.map((revision) => republishedSnapshot(snapshotsTopic, revision));
    await appendOutgoing(transaction, records);
    count += records.length;
  }
  return count;
};

/** While the server builds the records of one shard, it writes those of the other. */
const SHARDS_AT_ONCE = 2;

const republishContracts = async (
  database: Database,
  terms: Readonly<{ contractsTopic: string; now: () => Date }>,
): Promise<number> => {
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard).values();
  const inTurn = async (): Promise<number> => {
    let contracts = 0;
    for (const shard of shards)
      contracts += await database.transaction('READ COMMITTED', (transaction) =>
        republishShard(transaction, shard, terms),
      );
    return contracts;
  };
  const counts = await Promise.all(Array.from({ length: SHARDS_AT_ONCE }, inTurn));
  return counts.reduce((sum, contracts) => sum + contracts, 0);
};

/**
 * Puts the current state of every key into the outbox again, for topics that were lost or are new. Each shard is one
 * transaction, and two are at work, so that folds wait for two shards at a time.
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
