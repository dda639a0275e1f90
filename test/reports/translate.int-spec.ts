import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { at } from '../../libs/wire/test/at.ts';
import { event, item, items, price, subscription } from '../../libs/wire/test/stripe-payloads.ts';
import { acv, type Finished } from '../conformance/acv-process.ts';
import { built } from '../e2e/support/built.ts';
import { type FreshDatabase, freshDatabase, type PostgresService, startPostgres } from '../services/postgres.ts';

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
  folder = await mkdtemp(join(tmpdir(), 'acv-translate-'));
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const file = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

const lines = (...payloads: readonly unknown[]): string => payloads.map((each) => `${JSON.stringify(each)}\n`).join('');

const replayed = async (
  path: string,
  ...options: readonly string[]
): Promise<Finished & { arr: string | undefined }> => {
  const out = join(folder, 'snapshots.jsonl');
  const database_ = ['--database-url', database.url, '--as-of', '2025-06-30', '--out', out];
  const finished = await acv(['replay', '--format', 'stripe', '--input', path, ...database_, ...options]);
  const snapshots = (await readFile(out, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, string>>);
  return {
    ...finished,
    arr: snapshots.find((one) => one['period'] === '2025-06' && one['dimension'] === 'all')?.['arr'],
  };
};

const created = event('created', {}, { id: 'evt_1', created: at('2025-01-10') });
const grown = event('updated', { items: items(item({ quantity: 9 })) }, { id: 'evt_2', created: at('2025-05-02') });

describe('acv replay --format stripe', () => {
  it('stores what webhooks say, once, in whatever order and wrapper they come', async () => {
    const path = await file(
      'events.jsonl',
      lines({ detail: grown }, created, grown, { object: 'invoice', id: 'in_1' }),
    );
    const { arr, stderr } = await replayed(path);
    expect(arr).toBe('1620');
    expect(stderr).toContain('2 events accepted, 1 repeated, 0 refused');
    expect(stderr).toContain('4 records: 3 taken, 1 ignored, 0 refused');
  });

  it('does not change the books by an export after all events, and mends them where one was lost', async () => {
    await replayed(await file('events.jsonl', lines(created, grown)));
    const whole = JSON.stringify({ object: 'list', data: [subscription({ items: items(item({ quantity: 9 })) })] });
    const exported = await replayed(await file('export.json', whole), '--observed-at', '2025-05-20T00:00:00Z');
    expect(exported.arr).toBe('1620');
    const later = JSON.stringify([subscription({ items: items(item({ quantity: 2 })) })], null, 2);
    const mended = await replayed(await file('later.json', later), '--observed-at', '2025-06-20T00:00:00Z');
    expect(mended.arr).toBe('360');
  });

  it('takes the zone of the store for its days', async () => {
    const policy = await file('policy.json', '{"timezone":"Pacific/Auckland"}');
    const late = event('created', { id: 'sub_9', start_date: at('2025-06-30T13:00:00Z') }, { id: 'evt_9' });
    const path = await file('events.jsonl', lines(created));
    await replayed(path, '--policy', policy);
    const next = await replayed(await file('late.jsonl', lines(late)));
    expect(next.stderr).toContain('1 event accepted');
    // In Auckland it starts in July.
    expect(next.arr).toBe('720');
  });

  it('lists refused payloads with their lines', async () => {
    const tiered = price({ billing_scheme: 'tiered', tiers_mode: 'volume' });
    const unknown = event('updated', { items: items(item({ price: tiered })) }, { id: 'evt_3' });
    const refused = join(folder, 'refused.jsonl');
    await replayed(await file('events.jsonl', `${lines(created, unknown)}{"broken\n`), '--refused', refused);
    const codes = (await readFile(refused, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(codes).toMatchObject([
      { file: 'events.jsonl', line: 2, code: 'amount_unknown' },
      { file: 'events.jsonl', line: 3, code: 'not_json' },
    ]);
  });
});

describe('acv translate', () => {
  it('prints events that a replay takes as they are', async () => {
    const path = await file('events.jsonl', lines(created, grown));
    const { stdout, stderr } = await acv(['translate', '--format', 'stripe', '--input', path, '--as-of', '2025-06-30']);
    expect(stderr).toContain('2 records: 2 taken, 0 ignored, 0 refused');
    expect(stderr).toContain('1,620.00');
    const events = await file('canonical.jsonl', stdout);
    const again = await acv(['replay', '--input', events, '--database-url', database.url, '--as-of', '2025-06-30']);
    expect(again.stderr).toContain('2 events accepted, 0 repeated, 0 refused');
  });

  it('names an unknown key of the adapter, and a time that is none', async () => {
    const path = await file('events.jsonl', lines(created));
    const adapter = await file('adapter.json', '{"custmer":"metadata.crm"}');
    const run = (...options: readonly string[]) =>
      acv(['translate', '--format', 'stripe', '--input', path, ...options]);
    const wrong = await run('--adapter', adapter);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('custmer')]);
    expect((await run('--observed-at', 'yesterday')).code).toBe(2);
  });
});

describe('acv catalog stripe', () => {
  it('makes the adapter that webhooks with tiers need', async () => {
    const tiers = [{ up_to: null, unit_amount: 700, flat_amount: null }];
    const bare = price({
      billing_scheme: 'tiered',
      tiers_mode: 'volume',
      unit_amount: null,
      unit_amount_decimal: null,
    });
    const prices = await file('prices.json', JSON.stringify({ object: 'list', data: [{ ...bare, tiers }] }));
    const { stdout } = await acv(['catalog', 'stripe', '--input', prices]);
    const adapter = await file('adapter.json', stdout);
    const path = await file('events.jsonl', lines(event('created', { items: items(item({ price: bare })) })));
    expect((await replayed(path, '--adapter', adapter)).arr).toBe('336');
  });
});
