import { describe, expect, it } from '@jest/globals';
import { amended, anchored, created, term } from '../../../test/builders/events.ts';
import { line } from '../../../test/builders/lines.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

describe('the spans of a contract', () => {
  const run = (days: readonly string[], to: string, arr: readonly number[] = days.map(() => 1)) =>
    store.database.query(
      `INSERT INTO span_run (contract_id, valid_from, valid_to, days, seqs, customer_id, currency, arr, lines)
       VALUES ('sub', ($1::date[])[1], $2, $1::date[], array_fill(1, ARRAY[cardinality($1::date[])]), 'cus', 'USD', $3, '[]')`,
      [days, to, arr],
    );

  it('begin on different days, end after they begin, and are worth something each', async () => {
    await run(['2025-01-01', '2025-01-05'], '2025-02-01');
    await expect(run(['2025-01-01'], '2025-03-01')).rejects.toThrow('duplicate key');
    await expect(run(['2025-05-01'], '2025-05-01')).rejects.toThrow('span_run_days_check');
    await expect(run(['2025-05-01', '2025-05-07'], '2025-05-07')).rejects.toThrow('span_run_days_check');
    await expect(run(['2025-05-01'], '2025-06-01', [])).rejects.toThrow('span_run_length_check');
    await expect(run(['2025-05-01'], '2025-06-01', [-1])).rejects.toThrow('span_run_arr_check');
  });

  it('are cut where a later event takes over, and those that it replaces are deleted', async () => {
    await store.apply(
      fileBatch([
        created({ lines: [line({ id: 'a', end: '2025-04-01' }), line({ id: 'b', price: 200, start: '2025-04-01' })] }),
      ]),
    );
    await store.fold();
    await store.apply(fileBatch([amended({ effective: '2025-02-15', version: 1, lines: [line({ price: 7 })] })]));
    await store.fold();
    expect(
      await store.database.query('SELECT valid_from::text, valid_to::text, arr::text FROM contract_span ORDER BY 1'),
    ).toEqual([
      { valid_from: '2025-01-01', valid_to: '2025-02-15', arr: '1200' },
      { valid_from: '2025-02-15', valid_to: '2026-01-01', arr: '84' },
    ]);
    expect(
      await store.database.query('SELECT first_day::text, last_day::text FROM change ORDER BY change_id DESC LIMIT 1'),
    ).toEqual([{ first_day: '2025-02-15', last_day: '2026-01-01' }]);
  });

  it('show takes no change for an event that states the same again, and reports that it states it', async () => {
    await store.apply(fileBatch([created()]));
    await store.fold();
    await store.apply(fileBatch([amended({ effective: '2025-05-01', version: 1 })]));
    await store.fold();
    expect(await store.database.query('SELECT first_day::text, take_id::int FROM change ORDER BY first_day')).toEqual([
      { first_day: '2025-01-01', take_id: null },
      { first_day: '2025-05-01', take_id: 0 },
    ]);
  });

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
    await store.database.query(`UPDATE span_run SET term_start = NULL, term_end = NULL, auto_renew = NULL`);
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
