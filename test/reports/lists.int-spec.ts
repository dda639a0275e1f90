import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal, plain } from '@app/domain';
import { contractIdsLike, customerIdsLike, PostgresListBooks, PostgresRefusedEvents } from '@app/persistence';
import { type ContractsAsked, ListContracts, ListCustomers, type RefusedAsked } from '@app/processing';
import { contractsListing } from '../../apps/cli/src/contracts/contracts-listing.ts';
import { customersListing } from '../../apps/cli/src/customers/customers-listing.ts';
import { listingText } from '../../apps/cli/src/list/print-listing.ts';
import { moversFound } from '../../apps/cli/src/movers/movers-command.ts';
import { moversListing } from '../../apps/cli/src/movers/movers-listing.ts';
import { type ChangeOptions, changeQuestion } from '../../apps/cli/src/options/change-options.ts';
import { nearIds } from '../../apps/cli/src/options/near-names.ts';
import { refusedListing } from '../../apps/cli/src/refused/refused-listing.ts';
import { existingStore } from '../../apps/cli/src/store/existing-store.ts';
import { created, day, merged, term } from '../builders/events.ts';
import { line } from '../builders/lines.ts';
import { openFresh, type OpenStore } from '../builders/postgres-store.ts';
import { fileBatch } from '../builders/records.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';

let service: PostgresService;
let store: OpenStore;

/** Every contract costs 100 a month, so its ARR is 1,200 of its currency; a euro is worth 1.25 dollars. */
const GIVEN = [
  created({ contract: 'old', customer: 'acme', term: term('2025-01-01', '2026-01-01') }),
  created({ contract: 'new', customer: 'acme', term: term('2025-03-01', '2026-03-01'), renews: ['old'] }),
  created({ contract: 'monthly', customer: 'bolt', currency: 'EUR', term: term('2025-01-10', '2025-02-10', true) }),
  created({ contract: '=1+1', customer: 'bolt', term: term('2025-01-01', null), attributes: { tier: 'Gold' } }),
  created({ contract: 'swiss', customer: 'alp', currency: 'CHF', term: term('2025-01-01', '2026-06-01') }),
  created({ contract: 'free', customer: 'dime', lines: [line({ price: 0 })] }),
  created({ contract: 'ended', customer: 'acme', term: term('2024-01-01', '2025-01-01') }),
  merged('bolt gmbh', 'bolt'),
];

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service);
  await store.rates([{ currency: 'EUR', date: day('2025-01-01'), rate: new Decimal('1.25') }]);
  await store.apply(fileBatch(GIVEN));
  await store.take(day('2025-03-31'));
});
afterAll(async () => {
  await store.close();
  await service.stop();
});

const ALL: ContractsAsked = { on: null, customer: null, query: null, order: 'arr' };

const contracts = (asked: Partial<ContractsAsked>) =>
  new ListContracts(new PostgresListBooks(store.database, store), store.policy).of({ ...ALL, ...asked });

const ids = async (asked: Partial<ContractsAsked>) => (await contracts(asked)).rows.map(({ contractId }) => contractId);

describe('A list of contracts', () => {
  it('has each active contract with its part in the figures and the term in force', async () => {
    const { day: on, rows } = await contracts({});
    expect(on).toBe('2025-03-31');
    expect(
      rows.map(({ contractId, counting, reportingArr, inForce }) => [
        contractId,
        counting,
        reportingArr === null ? null : plain(reportingArr),
        inForce.end,
      ]),
    ).toEqual([
      ['monthly', 'counts', '1500', '2025-04-10'],
      ['=1+1', 'counts', '1200', null],
      ['new', 'counts', '1200', '2026-03-01'],
      ['free', 'counts', '0', '2026-01-01'],
      ['old', 'replaced', null, '2026-01-01'],
      ['swiss', 'no_rate', null, '2026-06-01'],
    ]);
  });

  it('finds by day, customer, and parts of ids and attributes', async () => {
    expect(await ids({ on: day('2025-01-05'), order: 'contract' })).toEqual(['=1+1', 'free', 'old', 'swiss']);
    expect(await ids({ customer: 'acme', order: 'contract' })).toEqual(['new', 'old']);
    expect(await ids({ customer: 'bolt gmbh', order: 'end' })).toEqual(['monthly', '=1+1']);
    expect(await ids({ query: 'gOLd' })).toEqual(['=1+1']);
    expect(await ids({ query: 'NEW' })).toEqual(['new']);
    expect(await ids({ customer: "o'hara" })).toEqual([]);
    await expect(ids({ on: day('2025-04-01') })).rejects.toThrow('on: 2025-04-01 is after 2025-03-31');
  });

  it('is printed as a table, JSON lines or CSV that runs no formula', async () => {
    const listing = contractsListing(await contracts({}), 'USD');
    const text = listingText(listing, { form: 'table', limit: 2 });
    expect(text).toMatch(/^monthly +bolt +EUR +1,500\.00 +2025-04-10$/m);
    expect(text).toContain('4 more of 6 contracts');
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
    const json = listingText(listing, { form: 'json', limit: null }).trimEnd().split('\n');
    expect(json.map((each) => (JSON.parse(each) as { contract_id: string }).contract_id)).toHaveLength(6);
    const csv = listingText(listing, { form: 'csv', limit: 2 }).split('\r\n');
    expect(csv[1]).toBe('monthly,bolt,EUR,1200,1200,USD,1500,counts,2025-03-10,2025-04-10,true,{}');
    expect(csv[2]).toBe(`'=1+1,bolt,USD,1200,1200,USD,1200,counts,2025-01-01,,false,"{""tier"":""Gold""}"`);
    expect(csv).toHaveLength(4);
  });
});

describe('A list of customers', () => {
  it('adds up to the ARR and the customers of the whole book', async () => {
    const list = await new ListCustomers(new PostgresListBooks(store.database, store), store.policy).on(null, 'arr');
    const text = listingText(customersListing(list, 'USD'), { form: 'csv', limit: null });
    expect(text.trimEnd().split('\r\n').slice(1)).toEqual([
      'bolt,USD,2700,2,"[""EUR"",""USD""]",[],2025-04-10',
      'acme,USD,1200,1,"[""USD""]",[],2026-03-01',
      'dime,USD,0,0,"[""USD""]",[],2026-01-01',
      'alp,USD,,0,"[""CHF""]","[""CHF""]",2026-06-01',
    ]);
    const [whole] = await store.database.query<{ arr: string; logos: string }>(
      `SELECT content ->> 'arr' AS arr, content ->> 'active_logos' AS logos FROM snapshot_current
       WHERE dimension = 'all' AND period = '2025-03'`,
    );
    expect(whole).toEqual({ arr: '3900', logos: '2' });
  });
});

describe('A list of movers', () => {
  const listed = async (options: ChangeOptions, form: 'csv' | 'table' = 'csv') => {
    const found = await moversFound(await existingStore(store.database), changeQuestion(options, 'movers'));
    return listingText(moversListing(found), form === 'csv' ? { form, limit: null } : { form, limit: 50 });
  };
  const rows = async (options: ChangeOptions) => (await listed(options)).trimEnd().split('\r\n').slice(1);

  it('has the customers whose ARR changed, and none that replaced a contract by an equal one', async () => {
    expect(await rows({ period: '2025-01' })).toEqual(['bolt,"[""new""]",USD,0,2700,2700']);
    expect(await rows({ period: '2025-03' })).toEqual([]);
    await expect(listed({ period: '2030-01' })).rejects.toThrow('there is no snapshot of the whole book in 2030-01');
  });

  it('has those of a segment, in which customers count by the attributes of their largest contract', async () => {
    const gold = { dimension: 'tier', segment: 'Gold' };
    await expect(rows({ period: '2025-01', ...gold })).rejects.toThrow('no snapshot of tier Gold in 2025-01');
    expect(await rows({ period: '2025-01', dimension: 'tier', segment: '(none)' })).toEqual([
      'bolt,"[""new""]",USD,0,2700,2700',
    ]);
  });

  it('has those between two days', async () => {
    expect(await rows({ from: '2025-01-05', to: '2025-02-28' })).toEqual(['bolt,"[""expansion""]",USD,1200,2700,1500']);
    const gold = { from: '2025-01-05', to: '2025-02-28', dimension: 'tier', segment: 'Gold' };
    expect(await rows(gold)).toEqual(['bolt,"[""moved_out""]",USD,1200,2700,1500']);
    expect(await listed(gold, 'table')).toMatch(/one that moved in or out/);
    await expect(listed({ from: '2025-01-05', to: '2030-01-01' })).rejects.toThrow('2030-01-01');
  });

  it('says which customers it leaves out, because there is no rate', async () => {
    for (const options of [{ period: '2025-01' }, { from: '2025-01-05', to: '2025-02-28' }]) {
      expect(await listed(options, 'table')).toMatch(/LEFT OUT: 1 customer in CHF/);
    }
  });
});

describe('A list of refused events', () => {
  const EVERYTHING: RefusedAsked = { code: null, origin: null, since: null, contract: null, state: null };
  const listed = async (asked: Partial<RefusedAsked>) => {
    const refused = new PostgresRefusedEvents(store.database);
    return refusedListing(await refused.list({ ...EVERYTHING, ...asked }), await refused.setAside());
  };
  const places = async (asked: Partial<RefusedAsked>) =>
    (await listed(asked)).rows.map(({ origin, position, code }) => [origin, position, code]);

  beforeAll(async () => {
    await store.apply(fileBatch(['{', created({ contract: 'odd', currency: 'ZZZ' })], 'folder/bad.jsonl'));
    await store.apply(fileBatch(['{'], 'worse.jsonl'));
  });

  it('has the latest first, and finds by code, origin and time', async () => {
    expect(await places({})).toEqual([
      ['worse.jsonl', '1', 'not_json'],
      ['folder/bad.jsonl', '2', 'unknown_currency'],
      ['folder/bad.jsonl', '1', 'not_json'],
    ]);
    for (const origin of ['bad.jsonl', 'folder/bad.jsonl']) {
      expect(await places({ code: 'not_json', origin })).toEqual([['folder/bad.jsonl', '1', 'not_json']]);
    }
    expect(await places({ origin: 'ad.jsonl' })).toEqual([]);
    const [{ refused_at: at } = { refused_at: new Date(0) }] = await store.database.query<{ refused_at: Date }>(
      "SELECT refused_at FROM refused WHERE origin = 'worse.jsonl'",
    );
    expect(await places({ since: at })).toHaveLength(1);
    expect(await places({ since: new Date(at.getTime() + 1) })).toEqual([]);
  });

  it('names the contracts that are set aside above the table', async () => {
    await store.database.query(
      `INSERT INTO contract_set_aside
       VALUES ('dear', 'its fold took more than 5000 ms', 5100, 2, '2025-12-01', '2025-12-01T10:00:00Z')`,
    );
    const text = listingText(await listed({}), { form: 'table', limit: 50 });
    await store.database.query('DELETE FROM contract_set_aside');
    expect(text.replaceAll('\n', ' ')).toContain(
      'Set aside: contract dear, because its fold took more than 5000 ms; 2 attempts, the next at 2025-12-01T10:00:00.000Z.',
    );
    expect(text).toMatch(/^\d+ +bad\.jsonl:2 +unknown_currency +data\.currency +waiting$/m);
  });
});

describe('An id that is not in the books', () => {
  it('is answered with the nearest ids', async () => {
    expect(nearIds('mothly', await contractIdsLike(store.database, 'mothly'))).toBe('; did you mean monthly?');
    expect(nearIds('ACME', await customerIdsLike(store.database, 'ACME'))).toBe('; did you mean acme?');
    expect(nearIds('another name', await customerIdsLike(store.database, 'another name'))).toBe('');
  });
});
