import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acv } from '../../../test/conformance/acv-process.ts';

const RUN = join(import.meta.dirname, '../../../tools/run.mjs');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acv-books-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

const books = (): string => join(folder, 'acv-demo-books');

describe('The demo', () => {
  it('keeps its books, which answer the questions that it ends with, and makes them anew next time', async () => {
    const first = await acv(['demo', '--once', '--out', folder], { cwd: folder });
    expect(first).toMatchObject({ code: 0 });
    const questions = [...first.stdout.matchAll(/^ {2}npm run --silent acv -- (.+)$/gm)].map(([, line = '']) => line);
    expect(questions).toHaveLength(3);
    for (const question of questions) {
      const { code, stdout, stderr } = await acv(question.split(' '), { cwd: folder });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout.split('\n').length).toBeGreaterThan(10);
    }
    const again = await acv(['demo', '--once', '--out', folder], { cwd: folder });
    expect(again.stdout).toContain('698 events accepted');
  });

  it('ends in the page, where events go on to arrive, and with Ctrl-C', async () => {
    const args = ['--disable-warning=ExperimentalWarning', RUN, 'demo', '--out', folder, '--port', '0'];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(child, 'exit');
    const shown = (stream: Readable, pattern: RegExp): Promise<string> =>
      new Promise((resolve, reject) => {
        let all = '';
        stream.on('data', (chunk: Buffer) => {
          all += chunk.toString('utf8');
          const [, found] = pattern.exec(all) ?? [];
          if (found !== undefined) resolve(found);
        });
        stream.once('end', () => reject(new Error(`the demo ended before it showed ${pattern.source}: ${all}`)));
      });
    const [url, day] = await Promise.all([
      shown(child.stdout, /The page is at (\S+)/),
      shown(child.stderr, /events? up to (2026-\d\d-\d\d)/),
    ]);
    const answer = await fetch(`${url}api/v1/periods?grain=month`);
    const { data } = (await answer.json()) as Readonly<{ data: readonly Readonly<{ period: string }>[] }>;
    child.kill('SIGINT');
    expect(data.map(({ period }) => period)).toContain(day.slice(0, 7));
    expect(await ended).toEqual([0, null]);
    expect(existsSync(join(books(), 'data', 'postmaster.pid'))).toBe(false);
  });

  it('does not touch other books', async () => {
    await rename(books(), join(folder, 'other'));
    const { code, stdout, stderr } = await acv(['demo', '--once', '--out', folder, '--books', 'other'], {
      cwd: folder,
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('acv: --books: other has books already: choose another folder');
    await rename(join(folder, 'other'), books());
  });
});

describe('A replay of which not one event is accepted', () => {
  it('fails, unless an empty input takes the snapshots of books that are kept', async () => {
    const [wrong, empty] = [join(folder, 'wrong.jsonl'), join(folder, 'empty.jsonl')];
    await writeFile(wrong, '{}\n');
    await writeFile(empty, '');
    const replayed = async (...args: readonly string[]) => {
      const { code, stderr } = await acv(['replay', '--as-of', '2026-01-31', ...args], { cwd: folder });
      return [code, stderr.includes('not one event was accepted')];
    };
    expect(await replayed('--input', wrong, '--books', 'acv-demo-books')).toEqual([1, true]);
    expect(await replayed('--input', empty)).toEqual([1, true]);
    expect(await replayed('--input', empty, '--books', 'acv-demo-books')).toEqual([0, false]);
  });
});

describe('A command on books in a folder', () => {
  const left = (): string => join(folder, 'interrupted');
  const serverFile = (): string => join(left(), 'data', 'postmaster.pid');

  it('ends its Postgres and frees the books when it is interrupted', async () => {
    const args = ['--disable-warning=ExperimentalWarning', RUN, 'replay', '--input', '-', '--books', left()];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'pipe'] });
    const said = text(child.stderr);
    const ended = once(child, 'exit');
    while (!existsSync(serverFile()) && child.exitCode === null) await pause(50);
    child.kill('SIGINT');
    const [code] = await ended;
    expect({ code, said: await said }).toEqual({ code: 130, said: '' });
    expect(await readdir(left())).toEqual(['data', 'password']);
    expect(existsSync(serverFile())).toBe(false);
  });

  it('says which folder has none', async () => {
    const { code, stderr } = await acv(['explain', '--period', '2025', '--books', join(folder, 'nowhere')]);
    expect(code).toBe(2);
    expect(stderr).toBe(
      `acv: --books: ${join(folder, 'nowhere')} has no books in it: acv replay --books fills a folder\n`,
    );
  });
});
