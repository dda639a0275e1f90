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

  it('keep their lines where the first is broken', async () => {
    expect(await payloadsOf(`{"id":\n${event('b')}\n`)).toEqual(['1: {"id":', `2: ${event('b')}`]);
  });

  it('are refused before any is read where one cannot be read', async () => {
    const asked = payloadFiles('--input', 'stripe', [join(folder, 'missing')]);
    await expect(asked).rejects.toThrow(UsageError);
    await expect(payloadFiles('--input', 'stripe', [folder])).rejects.toThrow('it is a folder');
  });
});
