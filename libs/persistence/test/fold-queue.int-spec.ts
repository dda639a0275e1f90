import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY } from '@app/domain';
import { FoldContracts, type FoldTransaction } from '@app/processing';
import { PostgresContractStore } from '@app/persistence';
import { amended } from '../../../test/builders/events.ts';
import { line } from '../../../test/builders/lines.ts';
import { type OpenStore, TODAY } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

const contracts = () =>
  new PostgresContractStore(store.database, { policyId: store.policyId, contractsTopic: null, now: () => new Date(0) });

const folder = (of = contracts()) => new FoldContracts(of, DEFAULT_POLICY, () => TODAY);

const priced = (contract: string, version: number) =>
  amended({ contract, version, effective: '2025-01-01', lines: [line({ price: version })] });

const arrs = async (): Promise<Readonly<Record<string, string>>> => {
  const rows = await store.database.query<{ contract_id: string; arr: string }>(
    'SELECT contract_id, arr::text FROM contract_span ORDER BY 1',
  );
  return Object.fromEntries(rows.map(({ contract_id, arr }) => [contract_id, arr]));
};

const ids = Array.from({ length: 60 }, (_, i) => `sub-${i}`);

describe('the queue of stale contracts', () => {
  it('keeps what arrives while a fold runs', async () => {
    await store.apply(fileBatch([priced('sub-1', 1)]));
    const one = contracts();
    await one.foldNext(10, async (transaction) => {
      await store.apply(fileBatch([priced('sub-1', 2)]));
      expect(transaction.stale.map(({ fresh }) => fresh.length)).toEqual([1]);
      return transaction.stale.length;
    });
    expect(await one.staleCount()).toBe(1);
    await store.fold();
    expect(await arrs()).toEqual({ 'sub-1': '24' });
  });

  it('keeps the events of a fold that fails', async () => {
    await store.apply(fileBatch([priced('sub-1', 1)]));
    await expect(contracts().foldNext(10, () => Promise.reject(new Error('out of order')))).rejects.toThrow(
      'out of order',
    );
    expect(await contracts().staleCount()).toBe(1);
    expect(await store.fold()).toBe(1);
  });

  it('gives no contract to two folds at once, and lets neither wait', async () => {
    await store.apply(fileBatch(ids.map((id) => priced(id, 1))));
    const held: string[][] = [];
    const names = ({ stale }: FoldTransaction) => stale.map(({ contractId }) => String(contractId));
    await contracts().foldNext(5, async (outer) => {
      held.push(names(outer));
      return contracts().foldNext(100, async (inner) => held.push(names(inner)));
    });
    const [outer = [], inner = []] = held;
    expect(outer.length).toBeGreaterThan(0);
    expect(inner.length).toBeGreaterThan(0);
    expect(inner.filter((id) => outer.includes(id))).toEqual([]);
  });

  it('serves several folds at once when it is full', async () => {
    const many = Array.from({ length: 200 }, (_, i) => `sub-${i}`);
    await store.apply(fileBatch(many.map((id) => priced(id, 1))));
    const folding = folder();
    const round = () => Promise.all([1, 2, 3, 4].map(() => folding.foldNext(3)));
    expect(await round()).toEqual([3, 3, 3, 3]);
    expect(await round()).toEqual([3, 3, 3, 3]);
  });

  it('is drained by several folds while events keep arriving, and the last event of each contract counts', async () => {
    const folders = [folder(), folder(), folder()];
    const fold = async () => {
      for (const one of folders) await one.foldNext(7);
    };
    await store.apply(fileBatch(ids.map((id) => priced(id, 1))));
    await Promise.all([
      fold(),
      folders[1]?.foldNext(20),
      store.apply(
        fileBatch(
          ids.map((id) => priced(id, 2)),
          'two',
        ),
      ),
      folders[2]?.foldNext(20),
      store.apply(
        fileBatch(
          ids.map((id) => priced(id, 3)),
          'three',
        ),
      ),
    ]);
    await store.fold();
    expect(await arrs()).toEqual(Object.fromEntries(ids.map((id) => [id, '36'])));
    expect(await contracts().staleCount()).toBe(0);
  });

  it('serves contracts in turn, so that a limit leaves none out', async () => {
    await store.apply(fileBatch(ids.map((id) => priced(id, 1))));
    const one = folder();
    let folded = 0;
    for (let count = await one.foldNext(1); count > 0; count = await one.foldNext(1)) {
      expect(count).toBe(1);
      folded += 1;
    }
    expect(folded).toBe(ids.length);
    expect(Object.keys(await arrs())).toHaveLength(ids.length);
  });

  it('comes back to a contract that sorts before its cursor, even if many wait after the cursor', async () => {
    const later = Array.from({ length: 400 }, (_, i) => `sub-later-${String(i).padStart(3, '0')}`);
    await store.apply(fileBatch(later.map((id) => priced(id, 1))));
    const one = folder();
    for (let i = 0; i < 32; i += 1) await one.foldNext(1);
    await store.apply(fileBatch([priced('sub-a', 1)], 'two'));
    for (let i = 0; i < 300; i += 1) await one.foldNext(1);
    expect(await contracts().staleCount()).toBeGreaterThan(0);
    expect(Object.keys(await arrs())).toContain('sub-a');
  });
});

describe('whether the ledger fills up', () => {
  const behind = (topic: string, records: number, ago = '0 s') =>
    store.database.query(
      `INSERT INTO progress (topic, partition, next_offset, log_end, updated_at) VALUES ($1, 0, 5, 5 + $2, now() - $3::interval)`,
      [topic, records, ago],
    );

  it('depends on the records that wait in all partitions together', async () => {
    expect(await contracts().isFillingUp()).toBe(false);
    await behind('a', 6_000);
    await behind('b', 4_000);
    expect(await contracts().isFillingUp()).toBe(false);
    await behind('c', 1);
    expect(await contracts().isFillingUp()).toBe(true);
  });

  it('leaves out a partition without recent progress', async () => {
    await behind('a', 20_000, '11 s');
    expect(await contracts().isFillingUp()).toBe(false);
  });
});
