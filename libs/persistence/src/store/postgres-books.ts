import { CALC_VERSION, type CivilDate, type FxRate } from '@app/domain';
import { Books, type ContractOnDay, type SnapshotRevision, type StoredPolicy, type StoredRates } from '@app/processing';
import type { Database } from '../database/database.ts';
import { shareStore } from '../database/locks.ts';
import { StoreNotOpenedError } from '../database/store-not-opened-error.ts';
import { storeRates } from '../rates/store-rates.ts';
import { contractsOnDay } from './contracts-on-day.ts';
import { currentRevisions } from './current-revisions.ts';
import { EXTEND_HORIZON, QUEUE_AT_TURN_OF_DAY } from './queue-contracts.sql.ts';
import { storedPolicy } from './stored-policy.ts';

/** Gives a new store its policy; by primary key. If another program was first, its policy stays. */
const OPEN_STORE = `
INSERT INTO store (policy_id, policy, horizon, calculation) VALUES ($1, $2, $3, $4)
ON CONFLICT (only_one) DO NOTHING`;

/** Stores a sign of life of the snapshotter; by primary key. */
const SAW_SNAPSHOTTER = `
INSERT INTO snapshotter (seen_at) VALUES (now())
ON CONFLICT (only_one) DO UPDATE SET seen_at = now()`;

/** Whether a snapshotter was seen within the last minute. */
const IS_SNAPSHOTTER_AT_WORK = `
SELECT EXISTS (SELECT FROM snapshotter WHERE seen_at > now() - interval '1 minute') AS is_at_work`;

/** The store as a whole: its policy, its horizon, its rates, and reports over all of it. */
export class PostgresBooks extends Books {
  constructor(private readonly database: Database) {
    super();
  }

  async storedPolicy(): Promise<StoredPolicy | null> {
    return storedPolicy(this.database);
  }

  async open(policyId: string, policy: unknown, horizon: CivilDate): Promise<StoredPolicy> {
    await this.database.query(OPEN_STORE, [policyId, JSON.stringify(policy), horizon, CALC_VERSION]);
    const stored = await this.storedPolicy();
    if (stored === null) throw new StoreNotOpenedError();
    return stored;
  }

  async extendHorizon(atLeast: CivilDate, to: CivilDate): Promise<void> {
    await this.database.query(EXTEND_HORIZON, [atLeast, to]);
  }

  async storeRates(rates: readonly FxRate[]): Promise<StoredRates> {
    return this.database.transaction('READ COMMITTED', async (transaction) => {
      await shareStore(transaction);
      return storeRates(transaction, rates);
    });
  }

  async turnDay(before: CivilDate, today: CivilDate): Promise<void> {
    await this.database.query(QUEUE_AT_TURN_OF_DAY, [before, today]);
  }

  async sawSnapshotter(): Promise<void> {
    await this.database.query(SAW_SNAPSHOTTER);
  }

  async isSnapshotterAtWork(): Promise<boolean> {
    const [row] = await this.database.query<{ is_at_work: boolean }>(IS_SNAPSHOTTER_AT_WORK);
    return row?.is_at_work === true;
  }

  contractsOn(day: CivilDate): AsyncIterable<readonly ContractOnDay[]> {
    return contractsOnDay(this.database, day);
  }

  currentSnapshots(): AsyncIterable<readonly SnapshotRevision[]> {
    return currentRevisions(this.database);
  }
}
