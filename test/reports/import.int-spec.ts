import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { acv, type Finished } from '../conformance/acv-process.ts';
import { built } from '../e2e/support/built.ts';
import { type FreshDatabase, freshDatabase, type PostgresService, startPostgres } from '../services/postgres.ts';

const HEADER = 'contract_id,customer_id,currency,start,end,arr';
const AS_OF = ['--as-of', '2025-06-30'] as const;

let service: PostgresService;
let database: FreshDatabase;
let folder: string;

beforeAll(async () => {
  await built();
  service = await startPostgres();
});
afterAll(async () => service.stop());
beforeEach(async () => {
  database = await freshDatabase(service);
  folder = await mkdtemp(join(tmpdir(), 'acv-import-'));
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const file = async (name: string, lines: readonly string[]): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
};

const imported = (path: string, ...options: readonly string[]): Promise<Finished> =>
  acv(['import', path, ...AS_OF, '--database-url', database.url, ...options]);

const query = async <T>(sql: string): Promise<readonly T[]> => {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as readonly T[];
  } finally {
    await client.end();
  }
};

const arrInJune = async (): Promise<unknown> =>
  (
    await query<{ arr: string }>(
      `SELECT content ->> 'arr' AS arr FROM snapshot_current WHERE dimension = 'all' AND period = '2025-06'`,
    )
  )[0]?.arr;

const refusedCodes = () => query(`SELECT position::int, code FROM refused ORDER BY position`);

describe('acv import', () => {
  it('takes account, currency, prefix and products of an adapter, which its own options outrank', async () => {
    const sheet = await file('contracts.csv', [
      'contract_id,customer_id,start,product,arr',
      'C-1,A,2025-01-01,Core,12000',
    ]);
    const config = { account: 'acme', currency: 'EUR', contract_prefix: 'eu-', products: { Core: 'core' } };
    const adapter = await file('adapter.json', [JSON.stringify(config)]);
    const out = join(folder, 'events.jsonl');
    const said = async (...options: readonly string[]) => {
      await imported(sheet, '--dry-run', '--adapter', adapter, '--out', out, ...options);
      return JSON.parse(await readFile(out, 'utf8')) as unknown;
    };
    expect(await said()).toMatchObject({
      id: 'eu-C-1#r0',
      source: '/csv/acme',
      data: { contract_id: 'eu-C-1', currency: 'EUR', lines: [{ product: 'core' }] },
    });
    expect(await said('--currency', 'USD', '--account', 'other')).toMatchObject({
      source: '/csv/other',
      data: { currency: 'USD' },
    });
  });

  it('stores a sheet, and the corrected one over it', async () => {
    const path = await file('contracts.csv', [HEADER, 'C,A,USD,2025-01-01,,1200', 'D,B,USD,2025-01-01,,600']);
    const first = await imported(path);
    expect([first.code, first.stderr]).toEqual([
      0,
      expect.stringContaining('2 events accepted, 0 repeated, 0 refused'),
    ]);
    expect(await arrInJune()).toBe('1800');
    expect((await imported(path)).stderr).toContain('0 events accepted, 2 repeated, 0 refused');

    await file('contracts.csv', [HEADER, 'C,A,USD,2025-01-01,,2400', 'D,B,USD,2025-01-01,,600']);
    const same = await imported(path);
    expect([same.code, same.stderr]).toEqual([0, expect.stringContaining('0 events accepted, 1 repeated, 1 refused')]);
    expect(same.stderr).toContain('(id_conflict): give a corrected sheet a higher --revision');
    expect(await refusedCodes()).toEqual([{ position: 2, code: 'id_conflict' }]);
    expect(await arrInJune()).toBe('1800');

    expect((await imported(path, '--revision', '1')).stderr).toContain('2 events accepted');
    expect(await arrInJune()).toBe('3000');
  });

  it('lists refused rows in the report, the file and the store, and takes the others', async () => {
    const path = await file('c.csv', [HEADER, 'C,A,USD,2025-01-01,,1200', 'D,,USD,2025-01-01,,9', ',,,,,1209']);
    const refused = join(folder, 'refused.jsonl');
    const { code, stdout } = await imported(path, '--refused', refused);
    expect(code).toBe(0);
    expect(stdout).toContain('missing_field: 2, row 3-4');
    expect(
      (await readFile(refused, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { file: 'c.csv', line: 3, code: 'missing_field', message: 'customer_id is empty' },
      { file: 'c.csv', line: 4, code: 'missing_field', message: 'contract_id is empty: a row of totals?' },
    ]);
    expect(await refusedCodes()).toHaveLength(2);
    expect(await arrInJune()).toBe('1200');
  });

  it('reads what people export: a byte order mark, semicolons, days before months, commas, quotes', async () => {
    const path = await file('export.csv', [
      '\uFEFFContract;Customer;Ccy;Start;End;MRR;Notes',
      '',
      'C;"Müller; Söhne";EUR;01.01.2025;31.12.2025;"1.200,50 €";"two\nlines"',
    ]);
    const out = join(folder, 'events.jsonl');
    const told = ['--dates', 'dmy', '--decimal', ','] as const;
    const { code, stdout } = await acv(['import', path, '--dry-run', '--json', '--out', out, ...AS_OF, ...told]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ contracts: 1, customers: 1, dates: 'dmy', ends: 'inclusive', decimal: ',', refused: [] },
      active: [{ currency: 'EUR', arr: '14406', acv: '14406', largest: [{ customer_id: 'Müller; Söhne' }] }],
    });
    expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({ data: { term: { end: '2026-01-01' } } });
  });

  it('prints a sheet that is imported without a refusal', async () => {
    const { stdout } = await acv(['import', '--template']);
    const path = await file('template.csv', [stdout]);
    const { code, stderr } = await imported(path);
    expect([code, stderr]).toEqual([0, expect.stringContaining('3 events accepted, 0 repeated, 0 refused')]);
  });

  it('ends with 1 where nothing is accepted, and with 2 where it cannot be read', async () => {
    const bad = await file('bad.csv', [HEADER, 'C,,USD,2025-01-01,,1']);
    expect((await acv(['import', bad, '--dry-run'])).code).toBe(1);
    expect((await imported(bad)).code).toBe(1);
    const latin = join(folder, 'latin.csv');
    await writeFile(latin, Buffer.from(`${HEADER}\nC,M\xFCller,USD,2025-01-01,,1\n`, 'latin1'));
    const open = await file('open.csv', [HEADER, '"C,A,USD,2025-01-01,,1']);
    const turned = await file('turned.csv', [HEADER, 'C,A,USD,31/01/2025,,1']);
    const faults: readonly (readonly [readonly string[], RegExp])[] = [
      [[latin], /latin\.csv is not UTF-8; save it as "CSV UTF-8"/],
      [[open], /open\.csv is not CSV \(Quote Not Closed/],
      [[turned], /--dates: row 2, start has 31\/01\/2025/],
      [[join(folder, 'none.csv')], /cannot be read/],
      [[bad, '--revision', '-1'], /--revision: -1 is not a whole number/],
      [[bad, '--currency', 'EUX'], /--currency: EUX is not in ISO 4217/],
      [[bad, '--map', bad], /--map: .* is not JSON/],
      [['-'], /--account/],
      [[], /name a CSV file/],
    ];
    for (const [args, message] of faults) {
      const { code, stderr } = await acv(['import', ...args]);
      expect([code, stderr.trim().split('\n')]).toEqual([2, [expect.stringMatching(message)]]);
    }
  });

  it('gives the same books as acv replay --format csv', async () => {
    const path = join(import.meta.dirname, '../golden/contracts.csv');
    const replayed = await acv([
      ...['replay', '--input', path, '--format', 'csv', ...AS_OF, '--database-url', database.url],
    ]);
    expect([replayed.code, replayed.stderr]).toEqual([0, expect.stringContaining('7 events accepted')]);
    expect((await imported(path)).stderr).toContain('0 events accepted, 7 repeated, 0 refused');
    expect(await arrInJune()).toBe('196800');
  });
});
