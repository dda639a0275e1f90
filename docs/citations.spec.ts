import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const FOLDERS = ['apps', 'bench', 'deploy', 'docs', 'libs', 'samples', 'test', 'tools'];
const NOT_OURS = /(?:^|\/)(?:node_modules|dist|\.cache)\//;
const PROSE = /\.(?:ts|tsx|mjs|md)$/;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
)
  .filter((file) => PROSE.test(file) && !NOT_OURS.test(file))
  .concat('README.md', 'CHANGELOG.md', 'CONTRIBUTING.md');

/** Comments may break a citation over two lines, with a `*`, `//` or `--` in front of the second one. */
const unbroken = (text: string): string => text.replaceAll(/\s*\n\s*(?:\*|\/\/|--|#)?\s*/g, ' ');

/** `definitions, section 4`, `definitions, sections 4 to 9` and `Section 3 of the definitions`. */
const CITATIONS = [
  /definitions, sections? (?<first>\d+)(?: (?:to|and) (?<last>\d+))?/gi,
  /sections? (?<first>\d+)(?: (?:to|and) (?<last>\d+))? of the definitions/gi,
];

const citedIn = (file: string): readonly string[] => {
  const text = unbroken(readFileSync(join(root, file), 'utf8'));
  return CITATIONS.flatMap((citation) => [...text.matchAll(citation)]).flatMap(({ groups }) =>
    [groups?.['first'], groups?.['last']].filter((section) => section !== undefined),
  );
};

const sections = new Map(
  [...readFileSync(join(root, 'docs/definitions.md'), 'utf8').matchAll(/^## (?<number>\d+)\. (?<title>.+)$/gm)].map(
    ({ groups }) => [groups?.['number'] ?? '', groups?.['title'] ?? ''],
  ),
);

/** The words of each section that its citations mean. A section that is renumbered breaks this table first. */
const TITLES = {
  1: 'Contract facts',
  2: 'Terms',
  3: 'Lines',
  4: 'Measures of a contract',
  5: 'Periods',
  6: 'Customers and segments',
  7: 'Fields of a snapshot',
  8: 'Signals',
  9: 'Status, revisions and policy',
  10: 'Planning',
  11: 'Figures on demand',
};

describe('The definitions', () => {
  it('have the sections that citations mean, under their numbers', () => {
    expect(Object.fromEntries(sections)).toEqual(TITLES);
  });

  it('have every section that code, tests and pages cite', () => {
    const missing = files.flatMap((file) =>
      citedIn(file)
        .filter((section) => !sections.has(section))
        .map((section) => `${file}: section ${section}`),
    );
    expect(missing).toEqual([]);
  });

  it('are cited from the domain in every section that it holds', () => {
    const cited = new Set(files.filter((file) => file.startsWith('libs/domain/')).flatMap(citedIn));
    expect([...sections.keys()].filter((section) => !cited.has(section))).toEqual([]);
  });
});
