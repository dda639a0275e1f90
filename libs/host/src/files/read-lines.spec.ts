import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readLines } from './read-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-lines-'));
const MARK = '\uFEFF';
const LONGEST = 10;

afterAll(() => rmSync(folder, { recursive: true }));

/** The lines of a file with this text, as `number: text`. */
const linesOf = async (text: string, name = 'events.jsonl'): Promise<readonly string[]> => {
  const file = join(folder, name);
  writeFileSync(file, name.endsWith('.gz') ? gzipSync(text) : text);
  const found: string[] = [];
  for await (const { lines } of readLines(file, { linesAtOnce: 2, bytesAtOnce: 1000, longest: LONGEST })) {
    found.push(...lines.map(({ line, bytes }) => `${line}: ${bytes.toString('utf8')}`));
  }
  return found;
};

describe('The lines of a file', () => {
  it('are numbered from 1, with the blank ones, which are skipped', async () => {
    expect(await linesOf('a\n\n  \nb\nc')).toEqual(['1: a', '4: b', '5: c']);
  });

  it('begin after a byte order mark', async () => {
    expect(await linesOf(`${MARK}a\nb\n`)).toEqual(['1: a', '2: b']);
    expect(await linesOf(`${MARK}a\nb\n`, 'events.jsonl.gz')).toEqual(['1: a', '2: b']);
    expect(await linesOf(`${MARK}a`)).toEqual(['1: a']);
  });

  it('may be none after a byte order mark', async () => {
    expect(await linesOf(MARK)).toEqual([]);
    expect(await linesOf(`${MARK}\n\nb`)).toEqual(['3: b']);
  });

  it('keep a byte order mark anywhere else, and a second one', async () => {
    expect(await linesOf(`a\n${MARK}b`)).toEqual(['1: a', `2: ${MARK}b`]);
    expect(await linesOf(`\n${MARK}b`)).toEqual([`2: ${MARK}b`]);
    expect(await linesOf(`${MARK}${MARK}a`)).toEqual([`1: ${MARK}a`]);
  });

  it('are whole up to the longest one that can be accepted, with or without a byte order mark', async () => {
    const longest = 'x'.repeat(LONGEST);
    expect(await linesOf(`${MARK}${longest}\n${longest}`)).toEqual([`1: ${longest}`, `2: ${longest}`]);
  });

  it('that are longer are cut, but still too long', async () => {
    const found = await linesOf(`${MARK}${'x'.repeat(LONGEST + 1)}\n${'x'.repeat(1000)}`);
    const lengths = found.map((line) => line.length - '1: '.length);
    expect(lengths).toEqual([LONGEST + 1, LONGEST + 4]);
  });
});
