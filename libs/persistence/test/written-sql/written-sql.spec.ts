import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { writtenFiles } from './written-files.ts';

const internals = join(import.meta.dirname, '../../../../docs/internals');
const files = await writtenFiles();
const statements = [...files.values()].flatMap((text) => text.split(/;?\n\n|;\n$/).filter((part) => part !== ''));

describe('The written SQL of a take', () => {
  it.each([...files])('is what the code sends (npx node libs/persistence/write-sql.mjs): %s', (name, text) => {
    expect(readFileSync(join(internals, 'sql', name), 'utf8')).toBe(text);
  });

  it('is all of the folder', () => {
    expect(readdirSync(join(internals, 'sql')).toSorted()).toEqual([...files.keys()].toSorted());
  });

  it('says before each statement what it answers', () => {
    expect(statements.filter((statement) => !statement.startsWith('-- '))).toEqual([]);
  });
});

describe('The page about the SQL of a take', () => {
  const page = readFileSync(join(internals, 'snapshot-sql.md'), 'utf8');

  it('has a section for every temporary table, and for no other', () => {
    const created = statements.flatMap((statement) => {
      const name = /CREATE TEMPORARY TABLE (?:IF NOT EXISTS )?(\w+)/.exec(statement)?.[1];
      return name === undefined ? [] : [name.replace(/_month_2025_03$|_former$|_fresh$/, '')];
    });
    const sections = [...page.matchAll(/^### `(\w+)`/gm)].map(([, name]) => name ?? '');
    expect(sections.toSorted()).toEqual([...new Set(created)].toSorted());
  });

  it('names files that there are, and all of them', () => {
    const named = [...page.matchAll(/\]\(sql\/([\w.-]+)\)/g)].map(([, name]) => name ?? '');
    expect([...new Set(named)].toSorted()).toEqual([...files.keys()].toSorted());
  });
});
