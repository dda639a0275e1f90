import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EmbeddedDatabase, openEmbeddedBooks, removeEmbeddedBooks } from '@app/persistence';
import { Client } from 'pg';

let parent: string;
let books: string;
const open: EmbeddedDatabase[] = [];

beforeEach(async () => {
  // Only its owner may enter this folder, and Postgres may run as another user.
  parent = await mkdtemp(join(tmpdir(), 'acv-books-test-'));
  books = join(parent, 'books');
});
afterEach(async () => {
  for (const database of open.splice(0)) await database.stop();
  await rm(parent, { recursive: true });
});

const opened = async (mayCreate = true): Promise<EmbeddedDatabase> => {
  const database = await openEmbeddedBooks(books, { mayCreate });
  open.push(database);
  return database;
};

const closed = async (database: EmbeddedDatabase): Promise<void> => {
  open.splice(open.indexOf(database), 1);
  await database.stop();
};

const asked = async (url: string, sql: string): Promise<readonly unknown[]> => {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
};

/** The number of a process that has ended. */
const endedPid = (): number => spawnSync(process.execPath, ['-e', '0']).pid;

const lockOf = (pid: number): string => JSON.stringify({ pid, host: hostname(), started: null });

describe('Books in a folder', () => {
  it('are there when they are opened again', async () => {
    const first = await opened();
    await asked(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await closed(first);
    expect(await readdir(books)).toEqual(['data', 'password']);
    const again = await opened(false);
    expect(await asked(again.url, 'SELECT answer FROM kept')).toEqual([42]);
  });

  it('are open in one process at a time, which the refusal names', async () => {
    await opened();
    await expect(opened()).rejects.toThrow(`the books in ${books} are open in process ${process.pid}`);
    await expect(removeEmbeddedBooks(books)).rejects.toThrow('are open in process');
  });

  it('can be opened after a process was killed that had them open, whose server is ended', async () => {
    const left = await opened();
    await asked(left.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await writeFile(join(books, 'lock'), lockOf(endedPid()));
    const next = await opened(false);
    expect(await asked(next.url, 'SELECT answer FROM kept')).toEqual([42]);
    await expect(asked(left.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('are safe from a process that was given the number of the one that had them open', async () => {
    await closed(await opened());
    await writeFile(join(books, 'lock'), JSON.stringify({ pid: process.pid, host: hostname(), started: 'earlier' }));
    await opened(false);
    expect(JSON.parse(await readFile(join(books, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('stay locked if another machine has them open', async () => {
    await closed(await opened());
    await writeFile(join(books, 'lock'), JSON.stringify({ pid: 1, host: 'elsewhere', started: null }));
    await expect(opened(false)).rejects.toThrow(/process 1 on elsewhere: .* remove .*lock$/);
    await rm(join(books, 'lock'));
  });

  it('are closed to connections without their password', async () => {
    const { url } = await opened();
    const other = new URL(url);
    other.password = 'guess';
    await expect(asked(other.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('do not depend on the environment of the caller', async () => {
    process.env.PGOPTIONS = '-c datestyle=German';
    process.env.LC_ALL = 'tr_TR.UTF-8';
    try {
      const { url } = await opened();
      delete process.env.PGOPTIONS;
      expect(await asked(url, "SELECT current_setting('datestyle'), datcollate FROM pg_database")).toContain(
        'ISO, MDY',
      );
    } finally {
      delete process.env.PGOPTIONS;
      delete process.env.LC_ALL;
    }
  });

  it('are not made in a folder with other files, nor where only existing ones are wanted', async () => {
    await mkdir(books);
    await writeFile(join(books, 'letter.txt'), 'dear');
    await expect(opened()).rejects.toThrow(`${books} is not empty and has no books in it`);
    expect(await readdir(books)).toEqual(['letter.txt']);
    await rm(books, { recursive: true });
    await expect(opened(false)).rejects.toThrow(`${books} has no books in it`);
    expect(existsSync(books)).toBe(false);
  });

  it('are made whole after a process was killed while it made them', async () => {
    await mkdir(join(books, 'data.0badcafe'), { recursive: true });
    await writeFile(join(books, 'data.0badcafe', 'half'), '');
    await writeFile(join(books, 'password'), 'old');
    await writeFile(join(books, 'lock'), lockOf(endedPid()));
    const { url } = await opened();
    expect(await asked(url, 'SELECT 1')).toEqual([1]);
    expect((await readdir(books)).toSorted()).toEqual(['data', 'lock', 'password']);
  });

  it('are not opened by another major version of Postgres', async () => {
    await closed(await opened());
    await writeFile(join(books, 'data', 'PG_VERSION'), '9\n');
    await expect(opened(false)).rejects.toThrow(
      `the books in ${books} were written by Postgres 9, and this program has`,
    );
    expect(existsSync(join(books, 'lock'))).toBe(false);
  });
});
