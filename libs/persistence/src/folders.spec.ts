import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const source = import.meta.dirname;
const readme = readFileSync(join(source, '../README.md'), 'utf8');

/** The folders that the README lists, from the lowest to the highest. */
const listed = [...readme.matchAll(/^- (.+?):/gm)].flatMap(([, names = '']) =>
  [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
);

const files = globSync('*/**/*.ts', { cwd: source });

/** The folder of this room that a path lies in, at any depth. */
const folderOf = (path: string): string => path.split('/')[0] ?? '';

/** The folders of this room that a file imports. */
const importedBy = (file: string): readonly string[] =>
  [...readFileSync(join(source, file), 'utf8').matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) =>
    folderOf(join(dirname(file), path)),
  );

describe('the folders of this room', () => {
  it('are all in the list of its README', () => {
    expect(listed.toSorted()).toEqual([...new Set(files.map(folderOf))].toSorted());
  });

  it('import only folders above them in that list', () => {
    const upward = files.flatMap((file) =>
      importedBy(file)
        .filter((folder) => listed.indexOf(folder) > listed.indexOf(folderOf(file)))
        .map((folder) => `${file} imports ${folder}`),
    );
    expect(upward).toEqual([]);
  });
});
