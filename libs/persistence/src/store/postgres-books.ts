import { CALC_VERSION, type CivilDate, type FxRate } from '@app/domain';
import {
  Books,
  type ContractOnDay,
  measureFields,
  NO_MEASURE_FIELDS,
  type SnapshotRevision,
  type StoredPolicy,
  type StoredRates,
} from '@app/processing';
import type { Database } from '../database/database.ts';
import { type MeasureRow, measuresFrom } from '../contracts/stored-span.ts';
import { shareStore } from '../database/locks.ts';
import { storeRates } from '../rates/store-rates.ts';
import {
  CONTRACTS_ON,
  EXTEND_HORIZON,
  OPEN,
  REPORTED,
  REVISIONS,
  SAW_SNAPSHOTTER,
  SNAPSHOTTER_AT_WORK,
  STORED_POLICY,
  TURN_DAY,
} from './books.sql.ts';
import { storedPolicyFrom, type StoredPolicyRow } from './stored-policy.ts';
import { revisionFrom, type RevisionRow } from './revision-row.ts';

/** Contracts read at once for a report: what bounds its memory. */
const PAGE = 5000;

type Measured = MeasureRow | Readonly<Record<keyof MeasureRow, null>>;
type ContractRow = Readonly<{ contract_id: string; has_creation: boolean }> & Measured;

const isActive = (row: Measured): row is MeasureRow => row.arr !== null;

const contractOnDay = (row: ContractRow): ContractOnDay => ({
  contractId: row.contract_id,
  active: isActive(row),
  hasCreation: row.has_creation,
  measures: isActive(row) ? measureFields(measuresFrom(row)) : NO_MEASURE_FIELDS,
});

export class PostgresBooks extends Books {
  constructor(private readonly database: Database) {
    super();
  }

  async storedPolicy(): Promise<StoredPolicy | null> {
    const [row] = await this.database.query<StoredPolicyRow>(STORED_POLICY);
    return row === undefined ? null : storedPolicyFrom(row);
  }

  async open(policyId: string, policy: unknown, horizon: CivilDate): Promise<StoredPolicy> {
    await this.database.query(OPEN, [policyId, JSON.stringify(policy), horizon, CALC_VERSION]);
    const stored = await this.storedPolicy();
    if (stored === null) throw new Error('the store could not be opened');
    return stored;
  }

  async extendHorizon(atLeast: CivilDate, to: CivilDate): Promise<void> {
    await this.database.query(EXTEND_HORIZON, [atLeast, to]);
  }

  async storeRates(rates: readonly FxRate[]): Promise<StoredRates> {
    return this.database.transaction('READ COMMITTED', async (transaction) => {
      await shareStore(transaction);
      return storeRates(transaction.query, rates);
    });
  }

  async turnDay(before: CivilDate, today: CivilDate): Promise<void> {
    await this.database.query(TURN_DAY, [before, today]);
  }

  async sawSnapshotter(): Promise<void> {
    await this.database.query(SAW_SNAPSHOTTER);
  }

  async isSnapshotterAtWork(): Promise<boolean> {
    const [row] = await this.database.query<{ at_work: boolean }>(SNAPSHOTTER_AT_WORK);
    return row?.at_work === true;
  }

  async *contractsOn(day: CivilDate): AsyncGenerator<readonly ContractOnDay[]> {
    for (let behind: string | null = ''; behind !== null;) {
      const rows: ContractRow[] = await this.database.query<ContractRow>(CONTRACTS_ON, [behind, day, PAGE]);
      yield rows.map(contractOnDay);
      behind = rows.length < PAGE ? null : (rows.at(-1)?.contract_id ?? null);
    }
  }

  async *currentSnapshots(): AsyncGenerator<readonly SnapshotRevision[]> {
    for (const { grain, period } of await this.database.query<{ grain: string; period: string }>(REPORTED)) {
      const rows = await this.database.query<RevisionRow>(REVISIONS, [grain, period]);
      yield rows.map(revisionFrom);
    }
  }
}
