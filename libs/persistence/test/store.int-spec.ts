import { describe, expect, it } from '@jest/globals';
import { Decimal, DEFAULT_POLICY } from '@app/domain';
import { lookAhead, openStore, PolicyDiffersError } from '@app/processing';
import { amended, anchored, cancelled, created, day, term } from '../../../test/builders/events.ts';
import { line } from '../../../test/builders/lines.ts';
import { type OpenStore, TODAY, TOPICS } from '../../../test/builders/postgres-store.ts';
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

describe('the spans of a contract', () => {
  const terms = () =>
    store.database.query(
      'SELECT term_start::text, term_end::text, auto_renew, anchor::text FROM contract_span ORDER BY contract_id',
    );

  it('hold the stated term: an anchor only where it is not the start', async () => {
    await store.apply(
      fileBatch([
        created({ contract: 'a', term: anchored(term('2025-02-28', '2025-03-31', true), '2025-01-31') }),
        created({ contract: 'b', term: term('2025-01-01', null) }),
      ]),
    );
    await store.fold();
    expect(await terms()).toEqual([
      { term_start: '2025-02-28', term_end: '2025-03-31', auto_renew: true, anchor: '2025-01-31' },
      { term_start: '2025-01-01', term_end: 'infinity', auto_renew: false, anchor: null },
    ]);
  });

  it('of the first edition are read, and replaced when the contract is folded anew', async () => {
    await store.apply(fileBatch([created({ term: term('2025-01-01', null) })]));
    await store.fold();
    await store.database.query(`UPDATE contract_span SET term_start = NULL, term_end = NULL, auto_renew = NULL`);
    await store.database.query(
      `UPDATE contract SET last_record = '[0, 1735689600, 0, "sub-1 created 2025-01-01 v0", "/billing"]', known_until = '1970-01-01'`,
    );
    await store.apply(
      fileBatch([amended({ term: term('2025-01-01', null), effective: '2025-03-01', version: 1 })], 'more.jsonl'),
    );
    expect(await store.fold()).toBe(1);
    expect((await terms()).length).toBe(2);
    expect(await store.database.query(`SELECT last_record -> 3 AS kind, known_until FROM contract`)).toEqual([
      { kind: 'amended', known_until: null },
    ]);
    expect(await store.database.query('SELECT FROM contract_span WHERE auto_renew IS NULL')).toEqual([]);
  });
});

describe('a contract', () => {
  it('is marked if its events have more than one source', async () => {
    const mixed = () => store.database.query('SELECT contract_id FROM contract WHERE has_mixed_sources');
    await store.apply(fileBatch([created({ contract: 'a' }), created({ contract: 'b' })]));
    await store.fold();
    expect(await mixed()).toEqual([]);
    await store.apply(
      fileBatch([amended({ contract: 'b', source: '/crm', effective: '2025-03-01', version: 1 })], 'more.jsonl'),
    );
    await store.fold();
    expect(await mixed()).toEqual([{ contract_id: 'b' }]);
  });
});

type Published = Readonly<{ arr: string; valid_from: string; valid_to: string | null; revision: number }>;

const published = async (): Promise<readonly Published[]> => {
  const records: Published[] = [];
  await store.outbox.publishNext(TOPICS.contracts, 100, async (outgoing) => {
    records.push(...outgoing.map(({ value }) => JSON.parse(String(value))));
  });
  return records;
};

describe('the record of a contract for subscribers', () => {
  const ramp = created({
    term: term('2025-01-01', '2026-01-01'),
    lines: [line({ id: 'a', end: '2025-03-01' }), line({ id: 'b', price: 200, start: '2025-03-01' })],
  });

  it('is published when a fold changes it, and not when a fold leaves it as it is', async () => {
    await store.apply(fileBatch([ramp]));
    await store.fold(day('2025-02-01'));
    expect(await published()).toMatchObject([
      { arr: '1200', valid_from: '2025-01-01', valid_to: '2025-03-01', revision: 1 },
    ]);
    await store.apply(fileBatch([created({ id: 'again', term: ramp.term, lines: ramp.lines, version: 1 })]));
    await store.fold(day('2025-02-01'));
    expect(await published()).toEqual([]);
  });

  it('is published again on a day on which a span begins or ends, and on no other day', async () => {
    await store.apply(fileBatch([ramp]));
    await store.fold(day('2025-02-01'));
    await published();
    const turn = async (before: string, today: string) => {
      await store.books.turnDay(day(before), day(today));
      await store.fold(day(today));
      return published();
    };
    expect(await turn('2025-02-01', '2025-02-28')).toEqual([]);
    expect(await turn('2025-02-28', '2025-03-01')).toMatchObject([
      { arr: '2400', valid_from: '2025-03-01', revision: 2 },
    ]);
    expect(await turn('2025-03-01', '2026-01-05')).toMatchObject([
      { arr: '0', valid_from: '2026-01-01', valid_to: null, revision: 3 },
    ]);
  });

  it('shows the first span before that span begins', async () => {
    await store.apply(fileBatch([ramp]));
    await store.fold(day('2024-12-01'));
    expect(await published()).toMatchObject([{ arr: '1200', valid_from: '2025-01-01' }]);
  });

  it('has no ARR if the contract is cancelled from its first day', async () => {
    await store.apply(fileBatch([ramp]));
    await store.fold(day('2025-02-01'));
    await published();
    await store.apply(fileBatch([cancelled({ effective: '2025-01-01', version: 1 })]));
    await store.fold(day('2025-02-01'));
    expect(await published()).toMatchObject([{ arr: '0', customer_id: 'cus-1', currency: 'USD', revision: 2 }]);
  });

  it('does not exist if the contract has only a cancellation', async () => {
    await store.apply(fileBatch([cancelled({ effective: '2025-01-01' })]));
    await store.fold();
    expect(await published()).toEqual([]);
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
