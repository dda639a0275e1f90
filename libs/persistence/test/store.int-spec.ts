import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Decimal, DEFAULT_POLICY } from '@app/domain';
import { lookAhead, openStore, PolicyDiffersError } from '@app/processing';
import { amended, anchored, cancelled, created, day, term } from '../../../test/builders/events.ts';
import { line } from '../../../test/builders/lines.ts';
import { type OpenStore, openFresh, TODAY, TOPICS } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { type PostgresService, startPostgres } from '../../../test/services/postgres.ts';

let service: PostgresService;
let store: OpenStore;

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service);
});
beforeEach(async () => {
  store = await store.emptied();
});
afterAll(async () => {
  await store.close();
  await service.stop();
});

describe('a store', () => {
  it('keeps its policy, and is opened under it or under none that is named', async () => {
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

  it('that two open at once has one policy, which the other is told of', async () => {
    await store.database.query('DELETE FROM store');
    const other = { ...DEFAULT_POLICY, ramp: 'exit_run_rate' } as const;
    const opened = await Promise.allSettled([
      openStore(store.books, DEFAULT_POLICY, TODAY),
      openStore(store.books, other, TODAY),
    ]);
    expect(opened.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('knows a rate once, and what it touches is stale only where it is new or another', async () => {
    const eur = (rate: string) => [{ currency: 'EUR', date: day('2025-01-01'), rate: new Decimal(rate) }];
    const changes = () => store.database.query('SELECT count(*)::int AS n FROM fx_change');
    await store.rates(eur('1.1'));
    await store.rates(eur('1.10'));
    expect(await changes()).toEqual([{ n: 1 }]);
    await store.rates(eur('1.2'));
    expect(await changes()).toEqual([{ n: 2 }]);
  });

  it('tells a snapshotter that was seen within the minute', async () => {
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

  it('moves on as days pass, and contracts whose renewals differ are drawn up to it', async () => {
    await store.apply(fileBatch([created({ term: term('2025-01-01', '2025-01-31', true) })]));
    await store.fold();
    const before = await last();
    expect(before >= '2030-01-01').toBe(true);
    await lookAhead(store.books, day('2027-12-31'));
    expect(await store.fold()).toBe(0);
    await lookAhead(store.books, day('2028-06-01'));
    expect(await store.fold()).toBe(1);
    expect((await last()) >= '2033-06-01').toBe(true);
    // What stood before stands still, so nothing is told to have changed before the former end.
    expect(await store.database.query(`SELECT first_day::text FROM change ORDER BY change_id`)).toEqual([
      { first_day: '2025-01-01' },
      { first_day: before },
    ]);
  });

  it('leaves alone what goes on alike for good, and what ends', async () => {
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

  it('tell contracts apart whose events come from more than one source', async () => {
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

type Told = Readonly<{ arr: string; valid_from: string; valid_to: string | null; revision: number }>;

const told = async (): Promise<readonly Told[]> => {
  const records: Told[] = [];
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

  it('is written when a fold changes it, and not again when none does', async () => {
    await store.apply(fileBatch([ramp]));
    await store.fold(day('2025-02-01'));
    expect(await told()).toMatchObject([
      { arr: '1200', valid_from: '2025-01-01', valid_to: '2025-03-01', revision: 1 },
    ]);
    await store.apply(fileBatch([created({ id: 'again', term: ramp.term, lines: ramp.lines, version: 1 })]));
    await store.fold(day('2025-02-01'));
    expect(await told()).toEqual([]);
  });

  it('is written again at the turn of the day on which a span begins or ends, and on no other', async () => {
    await store.apply(fileBatch([ramp]));
    await store.fold(day('2025-02-01'));
    await told();
    const turn = async (before: string, today: string) => {
      await store.books.turnDay(day(before), day(today));
      await store.fold(day(today));
      return told();
    };
    expect(await turn('2025-02-01', '2025-02-28')).toEqual([]);
    expect(await turn('2025-02-28', '2025-03-01')).toMatchObject([
      { arr: '2400', valid_from: '2025-03-01', revision: 2 },
    ]);
    expect(await turn('2025-03-01', '2026-01-05')).toMatchObject([
      { arr: '0', valid_from: '2026-01-01', valid_to: null, revision: 3 },
    ]);
  });

  it('is that of the first span before it begins', async () => {
    await store.apply(fileBatch([ramp]));
    await store.fold(day('2024-12-01'));
    expect(await told()).toMatchObject([{ arr: '1200', valid_from: '2025-01-01' }]);
  });

  it('has nothing left of a contract that is cancelled from its first day', async () => {
    await store.apply(fileBatch([ramp]));
    await store.fold(day('2025-02-01'));
    await told();
    await store.apply(fileBatch([cancelled({ effective: '2025-01-01', version: 1 })]));
    await store.fold(day('2025-02-01'));
    expect(await told()).toMatchObject([{ arr: '0', customer_id: 'cus-1', currency: 'USD', revision: 2 }]);
  });

  it('is none of a contract of which only a cancellation is known', async () => {
    await store.apply(fileBatch([cancelled({ effective: '2025-01-01' })]));
    await store.fold();
    expect(await told()).toEqual([]);
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
