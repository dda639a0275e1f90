import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readableCopy } from './readable-copy.ts';

let folder: string;
let parent: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acv-copy-test-'));
  parent = join(folder, 'parent');
  await mkdir(parent);
  await mkdir(join(folder, 'programs', 'bin'), { recursive: true, mode: 0o700 });
  await writeFile(join(folder, 'programs', 'bin', 'postgres'), 'runs', { mode: 0o600 });
  await writeFile(join(folder, 'programs', 'pg.conf'), 'text', { mode: 0o600 });
  await writeFile(join(folder, 'programs', 'lib.a'), 'to link against', { mode: 0o600 });
});
afterEach(() => rm(folder, { recursive: true }));

const copied = async (): Promise<string> => {
  const parents = [join(folder, 'missing'), parent];
  for await (const copy of readableCopy(join(folder, 'programs'), 'linux-x64', parents)) return copy;
  throw new Error('nothing was copied');
};

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

describe('A copy of the programs for another user', () => {
  it('can be read and run by everyone, whatever the modes of the original', async () => {
    const copy = await copied();
    expect(await modeOf(copy)).toBe(0o755);
    expect(await modeOf(join(copy, 'bin'))).toBe(0o755);
    expect(await modeOf(join(copy, 'bin/postgres'))).toBe(0o755);
    expect(await modeOf(join(copy, 'pg.conf'))).toBe(0o644);
    expect(await readdir(copy)).toEqual(['bin', 'pg.conf']);
  });

  it('is made once, and leaves nothing else behind', async () => {
    const copy = await copied();
    const { ino } = await stat(copy);
    expect(await copied()).toBe(copy);
    expect((await stat(copy)).ino).toBe(ino);
    expect(await readdir(parent)).toHaveLength(1);
  });

  it('is made again if a part of it is missing', async () => {
    const copy = await copied();
    await rm(join(copy, 'pg.conf'));
    expect(await copied()).toBe(copy);
    expect(await readFile(join(copy, 'pg.conf'), 'utf8')).toBe('text');
  });

  it('replaces a folder of the same name that others could have written', async () => {
    const copy = await copied();
    await writeFile(join(copy, 'bin/postgres'), 'evil');
    await chmod(copy, 0o777);
    expect(await copied()).toBe(copy);
    expect(await readFile(join(copy, 'bin/postgres'), 'utf8')).toBe('runs');
  });
});
