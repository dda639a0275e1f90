import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { UsageError } from '../usage-error.ts';
import { eventFiles } from './event-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'event-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const found = async (...files: readonly string[]) => {
  const batches = [];
  for await (const { batch, shareRead } of await eventFiles('--input', files)) {
    const { origin, records, nextPosition } = batch;
    const name = origin.kind === 'file' ? origin.file.slice(-1) : '';
    batches.push([name, Number(records[0]?.position), records.length, Number(nextPosition), shareRead]);
  }
  return batches;
};

describe('Files of events', () => {
  it('are read in batches, in the order of the files and their lines', async () => {
    const [a, b] = [written('a', '{}\n'.repeat(12_000)), written('b', '{}\n')];
    expect(await found(a, b)).toEqual([
      ['a', 1, 5000, 5001, expect.closeTo(36_000 / 36_003)],
      ['a', 5001, 5000, 10_001, expect.closeTo(36_000 / 36_003)],
      ['a', 10_001, 2000, 12_001, expect.closeTo(36_000 / 36_003)],
      ['b', 1, 1, 2, 1],
    ]);
  });

  it('are refused before any is read where one cannot be read', async () => {
    const missing = join(folder, 'missing');
    const asked = eventFiles('--input', [written('c', '{}'), missing]);
    await expect(asked).rejects.toThrow(UsageError);
    await expect(asked).rejects.toThrow(/^--input: .*missing cannot be read \(.*ENOENT/);
    await expect(eventFiles('--input', [folder])).rejects.toThrow('it is a folder');
  });
});
