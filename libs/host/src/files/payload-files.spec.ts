import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { UsageError } from '../usage-error.ts';
import { payloadFiles } from './payload-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'payload-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The payloads of a file with this text, as `position: text`. */
const payloadsOf = async (text: string, name = 'payloads.json'): Promise<readonly string[]> => {
  const file = join(folder, name);
  writeFileSync(file, name.endsWith('.gz') ? gzipSync(text) : text);
  const found: string[] = [];
  for await (const { batch } of await payloadFiles('--input', 'stripe', [file])) {
    found.push(...batch.records.map(({ position, value }) => `${position}: ${value?.toString('utf8') ?? ''}`));
  }
  return found;
};

const event = (id: string): string => `{"id":"${id}","object":"event"}`;

describe('Files of payloads', () => {
  it('are lines of JSON, as they are, with the numbers of their lines', async () => {
    expect(await payloadsOf(`${event('a')}\n\n${event('b')}\n`)).toEqual([`1: ${event('a')}`, `3: ${event('b')}`]);
    const spaced = ` { "object" : "event" } `;
    expect(await payloadsOf(`${spaced}\n${spaced}`)).toEqual([`1: ${spaced}`, `2: ${spaced}`]);
    expect(await payloadsOf(`${event('a')}\n${event('b')}\n`, 'packed.jsonl.gz')).toHaveLength(2);
  });

  it('are one document, its records numbered from 1', async () => {
    const list = { object: 'list', data: [JSON.parse(event('a')), JSON.parse(event('b'))] };
    const expected = [`1: ${event('a')}`, `2: ${event('b')}`];
    expect(await payloadsOf(JSON.stringify(list))).toEqual(expected);
    expect(await payloadsOf(JSON.stringify(list, null, 2))).toEqual(expected);
    expect(await payloadsOf(JSON.stringify(list.data))).toEqual(expected);
    expect(await payloadsOf(JSON.stringify(list, null, 2), 'packed.json.gz')).toEqual(expected);
    expect(await payloadsOf('<subscription>\n<uuid>1</uuid>\n</subscription>')).toHaveLength(1);
  });

  it('are the exports of a system, which are put together at the rows of the subscriptions', async () => {
    const rows = {
      'subscriptions.csv': 'id,name,term_type\ns0,A-S0,EVERGREEN\ns1,A-S1,EVERGREEN\n',
      'plans.csv': '"id";"subscription_id";"product_id"\n"p1";"s1";"core"\n',
      'charges.csv.gz': 'id,rate_plan_id,effective_start_date\nc1,p1,2025-01-10\n',
    };
    const files = Object.entries(rows).map(([name, text]) => {
      writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text);
      return join(folder, name);
    });
    const found: unknown[] = [];
    for await (const { batch } of await payloadFiles('--input', 'zuora', files.toReversed())) {
      found.push(...batch.records.map(({ position, value }) => [position, JSON.parse(value?.toString('utf8') ?? '')]));
    }
    const plan = { id: 'p1', subscription_id: 's1', product_id: 'core' };
    const charge = { id: 'c1', rate_plan_id: 'p1', effective_start_date: '2025-01-10' };
    expect(found).toEqual([
      [2n, { id: 's0', name: 'A-S0', term_type: 'EVERGREEN' }],
      [3n, { id: 's1', name: 'A-S1', term_type: 'EVERGREEN', ratePlans: [{ ...plan, ratePlanCharges: [charge] }] }],
    ]);
  });

  it('keep their lines where the first is broken', async () => {
    expect(await payloadsOf(`{"id":\n${event('b')}\n`)).toEqual(['1: {"id":', `2: ${event('b')}`]);
  });

  it('are refused before any is read where one cannot be read', async () => {
    const asked = payloadFiles('--input', 'stripe', [join(folder, 'missing')]);
    await expect(asked).rejects.toThrow(UsageError);
    await expect(payloadFiles('--input', 'stripe', [folder])).rejects.toThrow('it is a folder');
  });
});
