import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { type FieldGroup, NO_MEASURES, SNAPSHOT_FIELDS } from '@app/domain';
import { fieldsOfMeasures, reportedContract } from '@app/processing';
import { isPolicyFault, readPolicy } from '@app/wire';
import { CONTRACT_RECORD_FIELDS, REPORTED_CONTRACT_FIELDS } from './contract-fields.ts';
import { SECTIONS, written } from './sections.ts';

const root = join(import.meta.dirname, '..', '..');
const text = (file: string): string => readFileSync(join(root, file), 'utf8');

const schema: Readonly<{ properties: Readonly<Record<string, unknown>> }> = JSON.parse(
  text('docs/schemas/snapshot.schema.json'),
);
const policySchema: typeof schema = JSON.parse(text('docs/schemas/policy.schema.json'));

const pagesUnder = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));

const pages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'samples/README.md'].concat(
  pagesUnder('docs'),
  pagesUnder('libs'),
  pagesUnder('test'),
);

/** Links to files of ours, from the root. */
const linksOf = (page: string): readonly string[] =>
  [...text(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link]) =>
    relative(root, join(root, dirname(page), link ?? '')),
  );

const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

/** The anchors of a page: those of its headings, and the explicit ones in front of some of them. */
const anchorsIn = (page: string): ReadonlySet<string> =>
  new Set([
    ...[...text(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slug(heading)),
    ...[...text(page).matchAll(/^<a id="([^"]+)"><\/a>$/gm)].map(([, id = '']) => id),
  ]);

const anchorsOf = (page: string): readonly (readonly [string, string])[] =>
  [...text(page).matchAll(/\]\((?!https?:)([^)#\s]*\.md)?#([^)\s]+)\)/g)].map(([, file, anchor]) => [
    file === undefined ? page : join(dirname(page), file),
    anchor ?? '',
  ]);

describe('The pages', () => {
  it.each(Object.entries(SECTIONS))(
    '%s holds what the code writes (npx node docs/write-pages.mjs)',
    (page, sections) => {
      expect(text(page)).toBe(written(text(page), sections));
    },
  );

  it.each(pages)('%s links to files that there are', (page) => {
    expect(linksOf(page).filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });

  it.each(pages)('%s links to headings that there are', (page) => {
    expect(anchorsOf(page).filter(([file, anchor]) => !anchorsIn(file).has(anchor))).toEqual([]);
  });
});

describe('The pages of rooms and decisions', () => {
  const sources = new Set(
    globSync('{apps,bench,deploy,docs,libs,test,tools}/**/*.{ts,mjs}', { cwd: root }).map((file) => basename(file)),
  );
  const named = pages.filter((page) => /^(apps|bench|deploy|libs|test|tools|docs\/internals)\//.test(page));

  it.each(named)('%s names only sources that there are', (page) => {
    const names = [...text(page).matchAll(/`(?:[\w./-]*\/)?([\w.-]+\.(?:ts|mjs))`/g)].map(([, name = '']) => name);
    expect(names.filter((name) => !sources.has(name))).toEqual([]);
  });
});

describe('The fields of a snapshot', () => {
  const described = SNAPSHOT_FIELDS.flatMap(({ fields }) => Object.keys(fields));

  it('are described exactly as the schema has them', () => {
    expect(described.toSorted()).toEqual(Object.keys(schema.properties).toSorted());
  });

  it('are each described once', () => {
    expect(new Set(described).size).toBe(described.length);
  });
});

describe('The fields of a contract', () => {
  const named = (groups: readonly FieldGroup[]) => groups.flatMap(({ fields }) => Object.keys(fields)).toSorted();
  const contractSchema: typeof schema = JSON.parse(text('docs/schemas/contract.schema.json'));

  it('are described for the record exactly as the schema has them', () => {
    expect(named(CONTRACT_RECORD_FIELDS)).toEqual(Object.keys(contractSchema.properties).toSorted());
  });

  it('are described for the report exactly as a replay writes them', () => {
    const contract = {
      contractId: 'a',
      customerId: null,
      currency: null,
      attributes: {},
      active: false,
      hasCreation: false,
    };
    const reported = reportedContract(
      { ...contract, measures: fieldsOfMeasures(NO_MEASURES) },
      { reportingCurrency: 'USD', rates: new Map() },
    );
    expect(named(REPORTED_CONTRACT_FIELDS)).toEqual(Object.keys(reported).toSorted());
  });
});

describe('The keys of the policy', () => {
  const table = text('docs/definitions.md').split('## Policy')[1] ?? '';

  it('are all in the table of the definitions', () => {
    const keys = [...table.matchAll(/^\| `(\w+)` +\|/gm)].map(([, key = '']) => key);
    expect(keys.toSorted()).toEqual(Object.keys(policySchema.properties).toSorted());
  });

  it('are written there in a policy that is accepted', () => {
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(table) ?? [];
    expect(isPolicyFault(readPolicy(JSON.parse(example)))).toBe(false);
  });
});
