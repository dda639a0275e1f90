import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type ExportAsked, PostgresExport } from '@app/persistence';
import { type CellValue, readXlsx, type Sheet } from 'hucre/xlsx';
import { exportAsked, type ExportFilters } from '../../apps/cli/src/export/export-arguments.ts';
import { writeExport } from '../../apps/cli/src/export/export-command.ts';
import { writeChunks } from '../../apps/cli/src/export/out-file.ts';
import { parquetChunks } from '../../apps/cli/src/export/parquet-chunks.ts';
import type { OpenStore } from '../builders/postgres-store.ts';
import { withKnownBook } from '../builders/suite-store.ts';
import { calculated } from './support/calculated.ts';

type Format = Parameters<typeof writeExport>[2]['format'];
type What = ExportAsked['what'];

let store: OpenStore;
const folder = mkdtempSync(join(tmpdir(), 'acv-export-'));

withKnownBook((opened) => {
  store = opened;
});
afterAll(() => rmSync(folder, { recursive: true }));

const exported = async (what: What, format: Format, filters: ExportFilters = {}): Promise<string> => {
  const out = join(folder, `${what}.${format}`);
  await writeExport(new PostgresExport(store.database, store), exportAsked(what, filters, store.policy), {
    format,
    out,
  });
  return out;
};

const duck = async (sql: string): Promise<readonly (readonly unknown[])[]> => {
  const instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false' });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
};

const sheetsOf = async (file: string): Promise<ReadonlyMap<string, Sheet>> =>
  new Map((await readXlsx(readFileSync(file), { readStyles: true })).sheets.map((sheet) => [sheet.name, sheet]));

const columnOf = (sheet: Sheet | undefined, name: string): readonly CellValue[] => {
  const at = sheet?.rows[0]?.indexOf(name) ?? -1;
  return (sheet?.rows ?? []).slice(1).map((row) => row[at] ?? null);
};

describe('An export as Parquet', () => {
  it('has exact decimals, days, instants and truth values, as DuckDB reads them', async () => {
    const file = await exported('contracts', 'parquet');
    const types = new Map((await duck(`DESCRIBE SELECT * FROM '${file}'`)).map(([name, type]) => [name, type]));
    expect(
      Object.fromEntries(
        ['contract_id', 'term_end', 'arr', 'fx_rate', 'counts', 'attributes'].map((n) => [n, types.get(n)]),
      ),
    ).toEqual({
      contract_id: 'VARCHAR',
      term_end: 'DATE',
      arr: 'DECIMAL(38,10)',
      fx_rate: 'DECIMAL(38,20)',
      counts: 'BOOLEAN',
      attributes: 'JSON',
    });
    const [contract] =
      await duck(`SELECT contract_id, term_end::text, reporting_arr::text, fx_rate::text, counts, attributes->>'tier'
      FROM '${file}' WHERE contract_id = '=1+1'`);
    expect(contract).toEqual(['=1+1', null, '7200.0000000000', '1.00000000000000000000', true, 'gold']);
  });

  it('keeps every digit of the largest amounts', async () => {
    const amounts = ['123456789012345.0123456789', '-999999999999999.9999999999', '0.0000000001'];
    const columns = [{ name: 'arr', kind: 'decimal', places: 10 }] as const;
    const pages = (async function* () {
      yield amounts.map((amount) => [amount]);
    })();
    const file = join(folder, 'amounts.parquet');
    await writeChunks(file, parquetChunks({ columns, pages }));
    expect((await duck(`SELECT arr::text FROM '${file}'`)).flat()).toEqual(amounts);
  });

  it.each([
    ['contracts', ['reporting_arr', 'arr', 'acv', 'contract_value']],
    ['movements', ['arr', 'opening_arr', 'fx_arr', 'churn_arr']],
    ['snapshots', ['arr', 'acv', 'acv_trend_pct', 'bridge_price', 'churn_arr']],
  ] as const)('has the exact sums of %s that Postgres has', async (what, columns) => {
    const view = { contracts: 'contract_today', movements: 'movement_by_customer_month', snapshots: 'snapshot' }[what];
    const sums = (of: string) => `count(*)::text, ${columns.map((name) => of.replace('#', `sum(${name})`)).join(', ')}`;
    const [given] = await duck(
      `SELECT ${sums("regexp_replace(#::text, '\\.?0+$', '')")} FROM '${await exported(what, 'parquet')}'`,
    );
    const [row] = await store.database.query<{ values: readonly unknown[] }>(
      `SELECT ARRAY[${sums('trim_scale(#)::text')}] AS values FROM acv_v1.${view}`,
    );
    expect(given).toEqual(row?.values);
    expect(given).not.toContain(null);
  });
});

describe('An export as a workbook', () => {
  it('has numbers, days and texts as what they are, under a first row that stays in sight', async () => {
    const sheet = (await sheetsOf(await exported('contracts', 'xlsx'))).get('contracts');
    const at = columnOf(sheet, 'contract_id').indexOf('=1+1');
    const of = (name: string) => columnOf(sheet, name)[at];
    expect([of('reporting_arr'), of('term_start'), of('term_end'), of('counts')]).toEqual([
      7200,
      new Date('2025-01-01'),
      null,
      true,
    ]);
    expect(sheet?.freezePane).toMatchObject({ rows: 1 });
    expect([...(sheet?.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([]);
  });

  it.each([
    ['movements', {}],
    ['snapshots', {}],
    ['snapshots', { dimension: 'tier', from: '2025-02', to: '2025-05' }],
  ] as const)('has a bridge of %s %j whose formulas come to what the data says', async (what, filters) => {
    const sheets = await sheetsOf(await exported(what, 'xlsx', filters));
    const bridge = sheets.get('bridge');
    const live = calculated(sheets, 'bridge');
    const months = columnOf(bridge, what === 'movements' ? 'month' : 'period_start');
    expect(months.length).toBeGreaterThan(3);
    const headers = bridge?.rows[0] ?? [];
    for (const [i, row] of (bridge?.rows ?? []).slice(1).entries()) {
      const formulas = headers.flatMap((name, column) => {
        const value = live.get(`${i + 1},${column}`);
        return value === undefined ? [] : [[String(name), value, row[column]] as const];
      });
      expect(formulas.map(([name]) => name)).toEqual(headers.slice(headers.indexOf('opening_arr')));
      for (const [name, value, kept] of formulas)
        expect([name, value]).toEqual([name, expect.closeTo(Number(kept), 6)]);
      expect(formulas.at(-1)).toEqual(['difference', expect.closeTo(0, 6), 0]);
    }
  });

  it('has the ARR of every month at the end of its bridge', async () => {
    const sheets = await sheetsOf(await exported('movements', 'xlsx'));
    const rows = await store.database.query<{ arr: number }>(
      `SELECT sum(arr)::float8 AS arr FROM acv_v1.movement_by_customer_month GROUP BY month ORDER BY month`,
    );
    expect(columnOf(sheets.get('bridge'), 'closing_arr')).toEqual(rows.map(({ arr }) => arr));
  });
});

describe('An export as CSV', () => {
  it('has the rows of the filters, with every digit', async () => {
    const csv = readFileSync(
      await exported('movements', 'csv', { customer: 'bolt gmbh', from: '2025-03', to: '2025-03' }),
      'utf8',
    );
    expect(csv.split('\r\n').map((line) => line.split(',').slice(0, 6).join(','))).toEqual([
      'month,period,measured_on,customer_id,movement,opening_arr',
      '2025-03-01,2025-03,2025-03-31,bolt,none,8700',
      '',
    ]);
  });

  it('has the contracts of a former day, and the snapshots that were known then', async () => {
    const ids = readFileSync(await exported('contracts', 'csv', { on: '2025-01-05', customer: 'bolt' }), 'utf8');
    expect(ids.split('\r\n').map((line) => line.split(',')[0])).toEqual(['contract_id', "'=1+1", '']);
    const then = readFileSync(
      await exported('snapshots', 'csv', { dimension: 'all', grain: 'month', knownAt: '2025-04-01' }),
      'utf8',
    );
    expect(then.trimEnd().split('\r\n')).toHaveLength(1 + 3);
  });

  it('has its columns where there is no row, and leaves no part of a file behind', async () => {
    const csv = readFileSync(await exported('movements', 'csv', { from: '2031-01' }), 'utf8');
    expect(csv).toMatch(/^month,period,[^\n]*\r\n$/);
    await expect(exported('contracts', 'csv', { on: '2031-01-01' })).rejects.toThrow('on: 2031-01-01 is after');
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
});
