import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY } from '@app/domain';
import { ContractStore, FoldContracts, type FoldTransaction } from '@app/processing';
import { type Database, PostgresContractStore } from '@app/persistence';
import { created, merged } from '../../../test/builders/events.ts';
import { connect, type OpenStore, TODAY, TOPICS } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';
import { applyMerges } from '../src/merges/apply-merges.ts';

let store: OpenStore;
/** The connections of another program. */
let other: Database;

// Registered first, because the store drops its database after all tests.
afterAll(async () => {
  await other.close();
});
withEmptyStore((opened) => {
  store = opened;
});
beforeAll(async () => {
  other = await connect(store.url, 2);
});

/** Contracts whose folds pause after they have begun, until `held` is done. */
class HeldContracts extends ContractStore {
  constructor(
    private readonly contracts: ContractStore,
    private readonly held: () => Promise<void>,
  ) {
    super();
  }

  foldNext(limit: number, fold: (transaction: FoldTransaction) => Promise<number>): Promise<number> {
    return this.contracts.foldNext(limit, async (transaction) => {
      await this.held();
      return fold(transaction);
    });
  }

  setAside: ContractStore['setAside'] = () => this.contracts.setAside();

  foldAlone: ContractStore['foldAlone'] = (contractId, fold) => this.contracts.foldAlone(contractId, fold);

  staleCount(): Promise<number> {
    return this.contracts.staleCount();
  }

  isFillingUp(): Promise<boolean> {
    return this.contracts.isFillingUp();
  }
}

/** Starts some work, and returns once it waits for a lock of the store or is done. */
const begun = async (work: () => Promise<unknown>): Promise<{ finished: Promise<unknown>; isDone: () => boolean }> => {
  let done = false;
  const finished = work().finally(() => {
    done = true;
  });
  for (let isWaiting = false; !isWaiting && !done;) {
    const rows = await other.query(
      `SELECT FROM pg_locks WHERE NOT granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    isWaiting = rows.length > 0;
  }
  return { finished, isDone: () => done };
};

const folds = (held: () => Promise<void>): FoldContracts => {
  const { policyId } = store;
  const terms = { policyId, contractsTopic: TOPICS.contracts, now: () => new Date(0) };
  return new FoldContracts(
    new HeldContracts(new PostgresContractStore(other, terms), held),
    DEFAULT_POLICY,
    () => TODAY,
  );
};

const owners = (): Promise<readonly unknown[]> =>
  store.database.query('SELECT contract_id, customer_id FROM contract_span ORDER BY 1');

const OF_THE_END = [{ contract_id: 'sub-1', customer_id: 'end' }];

describe('a merge of customers and a fold of their contracts at the same time', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['is new', async () => undefined],
    ['was folded before', () => store.fold()],
  ])('leave no spans of the former customer if the fold is first and the contract %s', async (_, before) => {
    await store.apply(fileBatch([created()]));
    await before();
    await store.apply(fileBatch([created({ id: 'another', version: 1 })], 'another.jsonl'));
    let merging: ReturnType<typeof begun> | null = null;
    const folding = folds(async () => {
      merging = begun(() => store.apply(fileBatch([merged('cus-1', 'end')], 'merges.jsonl')));
      await merging;
    });
    expect(await folding.foldNext(10)).toBe(1);
    const { finished } = await (merging ?? begun(async () => undefined));
    expect(await finished).toMatchObject({ accepted: { merged: 1 } });
    await store.fold();
    expect(await owners()).toEqual(OF_THE_END);
    expect(await store.database.query('SELECT last_owner FROM contract')).toEqual([{ last_owner: ['end', 'USD'] }]);
  });

  it('leave none if the merge is first', async () => {
    await store.apply(fileBatch([created()]));
    const folding = await other.transaction('READ COMMITTED', async (transaction) => {
      await applyMerges(transaction, [merged('cus-1', 'end')]);
      const fold = await begun(() => store.fold());
      expect(fold.isDone()).toBe(false);
      return fold;
    });
    expect(await folding.finished).toBe(1);
    expect(await owners()).toEqual(OF_THE_END);
  });
});
