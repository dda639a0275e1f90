import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const text = (file: string): string => readFileSync(join(root, file), 'utf8');

const FOLDERS = ['apps', 'bench', 'deploy', 'docs', 'libs', 'samples', 'test', 'tools'];

const isPath = (code: string): boolean =>
  FOLDERS.some((folder) => code.startsWith(`${folder}/`)) && !/[\s<>…]/.test(code);

/** Everything in backticks outside of fenced blocks. */
const codeIn = (page: string): readonly string[] =>
  [
    ...text(page)
      .replaceAll(/^```.*?^```/gms, '')
      .matchAll(/`([^`\n]+)`/g),
  ].map(([, code = '']) => code);

/** The files of a page with the names in parentheses behind each: `` `file.ts` (`name`, `name`) ``. */
const followed = [...text('CONTRIBUTING.md').matchAll(/`([^`\s]+\.ts)` \(((?:`[^`]+`(?:, )?)+)\)/g)].map(
  ([, file = '', names = '']) => ({ file, names: [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name) }),
);

/** Whether a source declares a function, class, constant or method of this name. */
const declares = (source: string, name: string): boolean =>
  new RegExp(
    `(?:(?:const|class|function\\*?) ${name}\\b|^  (?:(?:async|override|public|private) )*${name}(?:<[^>]*>)?\\()`,
    'm',
  ).test(source);

describe('CONTRIBUTING.md', () => {
  it('names only paths that exist', () => {
    const paths = codeIn('CONTRIBUTING.md').filter(isPath);
    expect(paths.length).toBeGreaterThan(30);
    expect(paths.filter((path) => globSync(path, { cwd: root }).length === 0)).toEqual([]);
  });

  it('follows an event through functions that are in the files it names', () => {
    expect(followed.length).toBeGreaterThan(10);
    const missing = followed.flatMap(({ file, names }) =>
      names.filter((name) => !declares(text(file), name)).map((name) => `${file}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('names only scripts that package.json has', () => {
    const { scripts }: Readonly<{ scripts: Readonly<Record<string, string>> }> = JSON.parse(text('package.json'));
    const named = [...text('CONTRIBUTING.md').matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});

describe('test/README.md', () => {
  it('names only folders that exist', () => {
    const folders = [...text('test/README.md').matchAll(/^\| `([\w-]+)`/gm)].map(([, folder = '']) => folder);
    expect(folders.length).toBeGreaterThan(5);
    expect(folders.filter((folder) => !existsSync(join(root, 'test', folder)))).toEqual([]);
  });

  it.each(['test/README.md', 'test/golden/README.md'])('%s links only to files that exist', (page) => {
    const links = [...text(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });
});

describe('docs/decisions/README.md', () => {
  it('has one line for each decision', () => {
    const notes = readdirSync(join(root, 'docs/decisions')).filter((file) => /^\d{4}-.*\.md$/.test(file));
    const listed = [...text('docs/decisions/README.md').matchAll(/^- \[.*\]\((\d{4}-[^)]*)\)/gm)].map(
      ([, file = '']) => file,
    );
    expect(listed.toSorted()).toEqual(notes.toSorted());
  });
});
