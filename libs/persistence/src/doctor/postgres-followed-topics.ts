import type { ContractId } from '@app/domain';
import {
  contractMessage,
  type ExpectedRecord,
  type FollowedPartition,
  FollowedTopics,
  republishedSnapshot,
  type SeenPartition,
} from '@app/processing';
import { type Database, querying } from '../database/database.ts';
import { currentRevisions } from '../store/current-revisions.ts';

/** A row for each partition. */
const PARTITIONS = `
SELECT topic, partition, next_offset::text AS next, updated_at AS "updatedAt" FROM progress ORDER BY topic, partition`;

const SEEN = `SELECT topic, partition, seen_at AS "seenAt" FROM first_log_end ORDER BY topic, partition`;

/** Ids in the order of the table, which is that of their first folds. */
const CONTRACT_IDS = `SELECT contract_id FROM contract LIMIT $1`;

/** Contracts read at once, which bounds memory. */
const PAGE = 2000;

/** A page of contracts after an id ($1), of some ids ($2) or of all, with their records; by primary key. */
const RECORDS = `
SELECT contract_id, record, revision FROM contract
WHERE contract_id > $1 AND ($2::text[] IS NULL OR contract_id = ANY($2))
ORDER BY contract_id LIMIT $3`;

/** By outbox_lane. */
const WAITING = `
SELECT DISTINCT convert_from(key, 'UTF8') AS key FROM outbox
WHERE topic = $1 AND key = ANY(SELECT convert_to(named, 'UTF8') FROM unnest($2::text[]) AS given(named))`;

type RecordRow = Readonly<{ contract_id: ContractId; record: string | null; revision: number }>;

export class PostgresFollowedTopics extends FollowedTopics {
  constructor(private readonly database: Database) {
    super();
  }

  async partitions(): Promise<readonly FollowedPartition[]> {
    const rows = await this.database.query<Omit<FollowedPartition, 'next'> & Readonly<{ next: string }>>(PARTITIONS);
    return rows.map((row) => ({ ...row, next: BigInt(row.next) }));
  }

  async seen(): Promise<readonly SeenPartition[]> {
    return this.database.query<SeenPartition>(SEEN);
  }

  async contractIds(limit: number | null): Promise<readonly string[]> {
    const rows = await this.database.query<{ contract_id: string }>(CONTRACT_IDS, [limit]);
    return rows.map(({ contract_id }) => contract_id);
  }

  async *snapshots(): AsyncGenerator<readonly ExpectedRecord[]> {
    for await (const revisions of currentRevisions(querying(this.database)))
      yield revisions.map((revision) => republishedSnapshot('', revision));
  }

  async *contracts(ids: readonly string[] | null): AsyncGenerator<readonly ExpectedRecord[]> {
    for (let after: string | null = ''; after !== null;) {
      const rows: RecordRow[] = await this.database.query<RecordRow>(RECORDS, [after, ids, PAGE]);
      yield rows.flatMap(({ contract_id, record, revision }) => {
        const message = contractMessage('', { contractId: contract_id, record, revision }, new Date(0));
        return message === null ? [] : [message];
      });
      after = rows.length < PAGE ? null : (rows.at(-1)?.contract_id ?? null);
    }
  }

  async waiting(topic: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ key: string }>(WAITING, [topic, keys]);
    return new Set(rows.map(({ key }) => key));
  }
}
