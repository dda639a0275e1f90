import { describe, expect, it } from '@jest/globals';
import { type ContractEvent, type ContractId, DEFAULT_POLICY } from '@app/domain';
import { amended, cancelled, created, day, term } from '../../../../test/builders/events.ts';
import { line, percentOff } from '../../../../test/builders/lines.ts';
import { MemoryContractStore } from '../../../../test/builders/memory-contract-store.ts';
import { FoldContracts } from './fold-contracts.ts';

const EVERGREEN = term('2025-01-01', null);
const SUB = 'sub-1' as ContractId;

const folded = async (...parts: readonly (readonly ContractEvent[])[]): Promise<MemoryContractStore> => {
  const store = new MemoryContractStore(day('2030-01-01'));
  const fold = new FoldContracts(store, DEFAULT_POLICY, () => day('2025-06-01'));
  for (const part of parts) {
    store.accept(part);
    while ((await fold.foldNext(10)) > 0);
  }
  return store;
};

const drawn = ({ books }: MemoryContractStore) =>
  (books.spans.get(SUB) ?? []).map(({ from, to, arr }) => `${from}..${to ?? ''} ${arr}`);

const price = (effective: string, version: number, amount: number) =>
  amended({ term: EVERGREEN, effective, version, lines: [line({ price: amount })] });

describe('a fold', () => {
  it('of an event that is last in record order writes the spans from its effective date on', async () => {
    const store = await folded([created({ term: EVERGREEN })], [price('2025-05-01', 1, 50)]);
    expect(store.books.written).toEqual([null, '2025-05-01']);
    expect(drawn(store)).toEqual(['2025-01-01..2025-05-01 1200', '2025-05-01.. 600']);
  });

  it('of a late event writes the whole contract again', async () => {
    const store = await folded(
      [created({ term: EVERGREEN }), price('2025-05-01', 2, 50)],
      [price('2025-03-01', 1, 70)],
    );
    expect(store.books.written).toEqual([null, null]);
    expect(drawn(store)).toEqual(['2025-01-01..2025-03-01 1200', '2025-03-01..2025-05-01 840', '2025-05-01.. 600']);
  });

  it('of a contract that stays free writes from the effective date on, and all of it once it is paid for', async () => {
    const free = (effective: string, version: number) => amended({ term: EVERGREEN, effective, version, lines: [] });
    const store = await folded(
      [created({ term: EVERGREEN, lines: [] })],
      [free('2025-02-01', 1)],
      [free('2025-03-01', 2)],
      [price('2025-04-01', 3, 50)],
      [price('2025-05-01', 4, 60)],
    );
    expect(store.books.written).toEqual([null, '2025-02-01', '2025-03-01', null, '2025-05-01']);
  });

  it('of a contract that stays free writes all of it if the event takes effect before all others', async () => {
    const store = await folded(
      [created({ term: EVERGREEN, lines: [line({ price: 0 })] })],
      [amended({ term: term('2024-01-01', null), version: 1, lines: [line({ price: 0 })] })],
    );
    expect(store.books.written).toEqual([null, null]);
    // A line in its trial has no price, from the first day on.
    expect(store.books.spans.get(SUB)?.map(({ from, lines }) => [from, lines])).toEqual([['2024-01-01', '[]']]);
  });

  it('after the days up to which the spans are known writes those between too', async () => {
    const thirty = term('2025-01-01', '2025-01-31', true);
    const late = amended({ term: thirty, effective: '2040-01-15', version: 1 });
    const store = await folded([created({ term: thirty })], [late]);
    const { spans } = store.books;
    const all = spans.get(SUB) ?? [];
    expect(all.every(({ from }, i) => i === 0 || from === all[i - 1]?.to)).toBe(true);
    expect(all.at(-1)?.to).toBe(store.books.heads.get(SUB)?.knownUntil);
  });

  it('past its budget sets the contract aside by name, and the others go on', async () => {
    const store = new MemoryContractStore(day('2030-01-01'));
    store.accept([created({ contract: 'sub-1' }), created({ contract: 'sub-2' })]);
    let now = new Date('2025-06-01T00:00:00Z');
    const reported: string[] = [];
    const fold = (budgetMs: number) =>
      new FoldContracts(store, DEFAULT_POLICY, () => day('2025-06-01'), {
        budgetMs,
        now: () => now,
        onSetAside: ({ contractId }) => reported.push(contractId),
      });
    // No work fits into a budget below 0.
    expect(await fold(-1).foldNext(10)).toBe(1);
    expect(reported).toEqual(['sub-1']);
    expect(await fold(60_000).foldNext(10)).toBe(1);
    expect([...store.books.heads.keys()]).toEqual(['sub-2']);
    expect(await fold(60_000).retryDue()).toBe(0);
    now = new Date('2025-06-01T00:01:00Z');
    expect(await fold(60_000).retryDue(AbortSignal.abort())).toBe(0);
    expect(await fold(60_000).retryDue()).toBe(1);
    expect([[...store.books.heads.keys()], await store.setAside()]).toEqual([['sub-2', 'sub-1'], []]);
  });

  it('reports exactly the days that differ, with the events that changed them', async () => {
    const { books } = await folded(
      [created({ term: EVERGREEN })],
      [price('2025-05-01', 1, 100)],
      [price('2025-07-01', 2, 50)],
    );
    expect(books.changes.map(({ from, to, events, isStatedOnly }) => [from, to, events, isStatedOnly])).toEqual([
      ['2025-01-01', null, [1], false],
      // The price stays, and another event states it.
      ['2025-05-01', null, [2], true],
      ['2025-07-01', null, [3], false],
    ]);
  });

  it('names the customers before and after', async () => {
    const moved = amended({ term: EVERGREEN, effective: '2025-05-01', version: 1, customer: 'cus-2' });
    const { books } = await folded([created({ term: EVERGREEN })], [moved]);
    expect(books.changes.at(-1)?.customers.toSorted()).toEqual(['cus-1', 'cus-2']);
  });

  it('of a late creation reports the whole life of the contract, because the creation is no longer missing', async () => {
    const { books } = await folded(
      [price('2025-03-01', 1, 100)],
      [created({ term: EVERGREEN, effective: '2025-03-01', version: 2 })],
    );
    expect(books.changes.at(-1)).toMatchObject({ from: '2025-03-01', to: null });
    expect(books.heads.get(SUB)?.record).toContain('"creation_missing":false');
  });

  it('counts a new revision of the record only if the record differs', async () => {
    const { books } = await folded(
      [created({ term: EVERGREEN })],
      [price('2025-09-01', 1, 50)],
      [price('2025-09-01', 2, 50)],
    );
    // On 1 June the first span has the day. The first event changes its end, the second changes nothing.
    expect(books.heads.get(SUB)?.revision).toBe(2);
  });

  it('writes a record of zeros for a contract that is cancelled from its first day', async () => {
    const store = await folded([created({ term: EVERGREEN })], [cancelled({ effective: '2025-01-01', version: 1 })]);
    expect(drawn(store)).toEqual([]);
    expect(store.books.heads.get(SUB)?.record).toContain('"arr":"0"');
  });

  it('of an event without a version refolds the contract in the order of times', async () => {
    const unversioned = amended({
      term: EVERGREEN,
      effective: '2025-05-01',
      version: null,
      lines: [line({ price: 20 })],
    });
    const store = await folded(
      [created({ term: EVERGREEN, version: 1 })],
      [price('2025-05-01', 3, 50)],
      [{ ...unversioned, recordedAt: { seconds: 1_600_000_000, nanos: 0 } }],
    );
    expect(store.books.written).toEqual([null, '2025-05-01', null]);
    // It is recorded before the other events, so they keep their effect.
    expect(drawn(store)).toEqual(['2025-01-01..2025-05-01 1200', '2025-05-01.. 600']);
    expect(store.books.heads.get(SUB)?.lastRecord.version).toBeNull();
  });

  it('of a later event extends a contract whose versions do not count, whatever its version', async () => {
    const store = await folded(
      [created({ term: EVERGREEN, version: null })],
      [price('2025-05-01', 0, 50)],
      [price('2025-07-01', -1, 70)],
    );
    expect(store.books.written).toEqual([null, '2025-05-01', '2025-07-01']);
    expect(store.books.heads.get(SUB)?.lastRecord).toMatchObject({ version: null, kind: 'amended' });
  });

  it('of an event that may move the trial refolds the contract', async () => {
    const free = created({ term: EVERGREEN, lines: [line({ discounts: [percentOff(100, { end: '2025-03-01' })] })] });
    const store = await folded([free], [price('2025-02-01', 1, 50)], [price('2025-05-01', 2, 70)]);
    expect(store.books.written).toEqual([null, null, '2025-05-01']);
    expect(drawn(store)).toEqual(['2025-01-01..2025-02-01 0', '2025-02-01..2025-05-01 600', '2025-05-01.. 840']);
    expect(store.books.heads.get(SUB)?.booking?.valuedOn).toBe('2025-02-01');
  });

  it('refolds a contract whose spans do not reach the horizon, also with new events', async () => {
    const store = await folded([created({ term: EVERGREEN })]);
    const head = store.books.heads.get(SUB);
    if (head !== undefined) store.books.heads.set(SUB, { ...head, knownUntil: day('1970-01-01') });
    store.accept([price('2025-05-01', 1, 50)]);
    await new FoldContracts(store, DEFAULT_POLICY, () => day('2025-06-01')).foldNext(10);
    expect(store.books.written).toEqual([null, null]);
    expect(store.books.heads.get(SUB)?.knownUntil).toBeNull();
  });

  it('of an event from another source reports the whole life of the contract', async () => {
    const { books } = await folded(
      [created({ term: EVERGREEN })],
      [{ ...price('2025-05-01', 1, 100), source: '/other' }],
      [{ ...price('2025-07-01', 2, 50), source: '/other' }],
    );
    expect(books.heads.get(SUB)?.hasMixedSources).toBe(true);
    expect(books.changes.map(({ from }) => from)).toEqual(['2025-01-01', '2025-01-01', '2025-07-01']);
  });

  it('keeps the days of grace of its policy', async () => {
    const store = new MemoryContractStore(day('2030-01-01'));
    store.accept([created()]);
    const policy = { ...DEFAULT_POLICY, renewalGraceDays: 30 };
    await new FoldContracts(store, policy, () => day('2026-01-10')).foldNext(10);
    expect(drawn(store)).toEqual(['2025-01-01..2026-01-01 1200', '2026-01-01..2026-01-31 1200']);
    expect(store.books.spans.get(SUB)?.at(-1)?.term).toEqual(term('2025-01-01', '2026-01-01'));
  });
});
