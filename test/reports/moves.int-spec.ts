import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { at } from '../../libs/wire/test/at.ts';
import * as stripe from '../../libs/wire/test/stripe-payloads.ts';
import * as zuora from '../../libs/wire/test/zuora-payloads.ts';
import { acv } from '../conformance/acv-process.ts';
import { built } from '../e2e/support/built.ts';
import { type FreshDatabase, freshDatabase, type PostgresService, startPostgres } from '../services/postgres.ts';

type Row = Readonly<Record<string, unknown>>;

let service: PostgresService;
let folder: string;

beforeAll(async () => {
  await built();
  service = await startPostgres();
  folder = await mkdtemp(join(tmpdir(), 'acv-moves-'));
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true });
});

const file = async (name: string, ...rows: readonly unknown[]): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return path;
};

/** Four seats at 15 USD a month in Stripe, which end on 1 June. */
const former = (): readonly unknown[] => [
  stripe.event('created', { id: 'sub_1' }, { id: 'evt_1', created: at('2025-01-10') }),
  stripe.event(
    'deleted',
    { id: 'sub_1', status: 'canceled', ended_at: at('2025-06-01') },
    { id: 'evt_2', created: at('2025-06-01') },
  ),
];

/** The same customer in Zuora from 1 June on, with other ids and two seats more. */
const successor = (): unknown =>
  zuora.evergreen(
    [zuora.charge({ effectiveStartDate: '2025-06-01', effectiveEndDate: null, quantity: 6, mrr: 90, tcv: null })],
    {
      contractEffectiveDate: '2025-06-01',
      termStartDate: '2025-06-01',
      updatedDate: '2025-05-28T09:00:00Z',
      FormerId__c: 'sub_1',
    },
  );

const MERGE = {
  specversion: '1.0',
  id: 'merge_1',
  source: '/migration',
  type: 'customer.merged',
  time: '2025-06-02T08:00:00Z',
  data: { customer_id: 'cus_1', into: 'A-1' },
};

describe('Customers that move from Stripe to Zuora', () => {
  let database: FreshDatabase;
  let renewing: Row;
  let merged: Row;

  const june = async (...replayed: readonly string[]): Promise<Row> => {
    const out = join(folder, 'snapshots.jsonl');
    const stored = ['--database-url', database.url, '--as-of', '2025-06-30', '--out', out];
    const { code, stderr } = await acv(['replay', ...replayed, ...stored]);
    if (code !== 0) throw new Error(stderr);
    const rows = (await readFile(out, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);
    return rows.find(({ period, dimension }) => period === '2025-06' && dimension === 'all') ?? {};
  };

  beforeAll(async () => {
    database = await freshDatabase(service);
    await june('--format', 'stripe', '--input', await file('stripe.jsonl', ...former()));
    const adapter = await file('zuora.json', { renews: 'FormerId__c' });
    renewing = await june('--format', 'zuora', '--adapter', adapter, '--input', await file('zuora.jsonl', successor()));
    merged = await june('--input', await file('merge.jsonl', MERGE));
  });
  afterAll(async () => database.drop());

  it('are handed over where the new contract names the former one: no churn, nothing new, nothing counted twice', () => {
    expect(renewing).toMatchObject({
      opening_arr: '720',
      transferred_out_arr: '-720',
      transferred_in_arr: '720',
      new_arr: '0',
      churn_arr: '0',
      expansion_arr: '360',
      arr: '1080',
      active_logos: 1,
      new_logos: 0,
      churned_logos: 0,
      nrr_pct: '150.0000',
      bookings_count: 0,
      replacements_count: 1,
    });
  });

  it('are one customer throughout where their records are merged, too', () => {
    expect(merged).toMatchObject({
      opening_arr: '720',
      transferred_out_arr: '0',
      transferred_in_arr: '0',
      new_arr: '0',
      churn_arr: '0',
      expansion_arr: '360',
      arr: '1080',
      nrr_pct: '150.0000',
    });
  });
});
