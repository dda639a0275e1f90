import { describe, expect, it } from '@jest/globals';
import { Decimal, DEFAULT_POLICY } from '@app/domain';
import { lookAhead, openStore, PolicyDiffersError } from '@app/processing';
import { created, day, term } from '../../../test/builders/events.ts';
import { type OpenStore, TODAY } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

describe('a store', () => {
  it('keeps its policy, and opens under that policy or without a given one', async () => {
    expect(await openStore(store.books, null, TODAY)).toEqual({ policy: DEFAULT_POLICY, policyId: store.policyId });
    expect(await openStore(store.books, DEFAULT_POLICY, TODAY)).toMatchObject({ policyId: store.policyId });
  });

  it('refuses another policy, and names what differs', async () => {
    const other = { ...DEFAULT_POLICY, ramp: 'exit_run_rate', closeAfterDays: 5 } as const;
    const refused = openStore(store.books, other, TODAY);
    await expect(refused).rejects.toThrow(PolicyDiffersError);
    await expect(refused).rejects.toThrow(
      /ramp is .*average_in_year.* there, .*exit_run_rate.* here; close_after_days is .*3.* there, .*5.* here/,
    );
  });

  it('has one policy if two programs open it at once, and refuses the other program', async () => {
    await store.database.query('DELETE FROM store');
    const other = { ...DEFAULT_POLICY, ramp: 'exit_run_rate' } as const;
    const opened = await Promise.allSettled([
      openStore(store.books, DEFAULT_POLICY, TODAY),
      openStore(store.books, other, TODAY),
    ]);
    expect(opened.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('stores a rate once, and notes a change only if the rate is new or differs', async () => {
    const eur = (rate: string) => [{ currency: 'EUR', date: day('2025-01-01'), rate: new Decimal(rate) }];
    const changes = () => store.database.query('SELECT count(*)::int AS n FROM fx_change');
    await store.rates(eur('1.1'));
    await store.rates(eur('1.10'));
    expect(await changes()).toEqual([{ n: 1 }]);
    await store.rates(eur('1.2'));
    expect(await changes()).toEqual([{ n: 2 }]);
  });

  it('reports a snapshotter that was seen within the last minute', async () => {
    expect(await store.books.isSnapshotterAtWork()).toBe(false);
    await store.books.sawSnapshotter();
    expect(await store.books.isSnapshotterAtWork()).toBe(true);
    await store.database.query(`UPDATE snapshotter SET seen_at = now() - interval '61 seconds'`);
    expect(await store.books.isSnapshotterAtWork()).toBe(false);
  });
});

describe('the horizon', () => {
  const last = async (): Promise<string> => {
    const [row] = await store.database.query<{ until: string }>(
      'SELECT max(valid_to)::text AS until FROM contract_span',
    );
    return row?.until ?? '';
  };

  it('moves as days pass, and contracts whose renewals differ get spans up to it', async () => {
    await store.apply(fileBatch([created({ term: term('2025-01-01', '2025-01-31', true) })]));
    await store.fold();
    const before = await last();
    expect(before >= '2030-01-01').toBe(true);
    await lookAhead(store.books, day('2027-12-31'));
    expect(await store.fold()).toBe(0);
    await lookAhead(store.books, day('2028-06-01'));
    expect(await store.fold()).toBe(1);
    expect((await last()) >= '2033-06-01').toBe(true);
    // The former spans stay, so the change begins at their end.
    expect(await store.database.query(`SELECT first_day::text FROM change ORDER BY change_id`)).toEqual([
      { first_day: '2025-01-01' },
      { first_day: before },
    ]);
  });

  it('leaves contracts alone that renew unchanged for ever, and contracts that end', async () => {
    await store.apply(
      fileBatch([
        created({ term: term('2025-01-01', '2025-02-01', true) }),
        created({ contract: 'sub-2', term: term('2025-01-01', '2025-01-31') }),
      ]),
    );
    await store.fold();
    await lookAhead(store.books, day('2040-01-01'));
    expect(await store.fold()).toBe(0);
  });
});

describe('the measures of contracts on a day', () => {
  it('come in the order of their ids by code point, active or not', async () => {
    const ids = ['b', 'a', 'B', '\u{1F600}', '\uFF5E'];
    await store.apply(fileBatch(ids.map((contract) => created({ contract, customer: 'c' }))));
    await store.fold();
    const found: string[] = [];
    for await (const page of store.books.contractsOn(day('2025-06-01')))
      found.push(...page.map(({ contractId }) => contractId));
    expect(found).toEqual(['B', 'a', 'b', '\uFF5E', '\u{1F600}']);
    for await (const page of store.books.contractsOn(day('2026-06-01'))) {
      expect(page.every(({ active, measures }) => !active && measures.arr === '0')).toBe(true);
    }
  });
});
