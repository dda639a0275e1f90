import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const source = import.meta.dirname;
const readme = readFileSync(join(source, '../README.md'), 'utf8');

/** The folders that the README lists, from the lowest to the highest. */
const listed = [...readme.matchAll(/^- (.+?):/gm)].flatMap(([, names = '']) =>
  [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
);

const files = globSync('*/*.ts', { cwd: source });

/** The folders that a file imports. */
const importedBy = (file: string): readonly string[] =>
  [...readFileSync(join(source, file), 'utf8').matchAll(/from '\.\.\/([^/]+)\//g)].map(([, folder = '']) => folder);

describe('the folders of this room', () => {
  it('are all in the list of its README', () => {
    expect(listed.toSorted()).toEqual([...new Set(files.map(dirname))].toSorted());
  });

  it('import only folders above them in that list', () => {
    const upward = files.flatMap((file) =>
      importedBy(file)
        .filter((folder) => listed.indexOf(folder) > listed.indexOf(dirname(file)))
        .map((folder) => `${file} imports ${folder}`),
    );
    expect(upward).toEqual([]);
  });
});
