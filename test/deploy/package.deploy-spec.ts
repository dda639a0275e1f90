import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { version } from '@app/platform';
import { root } from '../e2e/support/compose.ts';

const run = promisify(execFile);

type Packed = Readonly<{ filename: string; size: number; files: readonly Readonly<{ path: string }>[] }>;

let folder: string;
let packed: Packed;

/** Runs a program in the folder that the package is installed in, without the settings of this project's npm. */
const inFolder = async (program: string, ...args: readonly string[]): Promise<string> => {
  const { PATH, HOME, NODE_EXTRA_CA_CERTS } = process.env;
  const { stdout } = await run(program, args, {
    cwd: folder,
    env: { PATH, HOME, ...(NODE_EXTRA_CA_CERTS === undefined ? {} : { NODE_EXTRA_CA_CERTS }) },
    maxBuffer: 1 << 26,
  });
  return stdout;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acv-package-'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
  // npm 11 prints a list, npm 12 an object by name.
  const said = JSON.parse(stdout.slice(stdout.search(/^[[{]/m))) as readonly Packed[];
  [packed] = Object.values(said) as [Packed];
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await inFolder('npm', 'install', '--no-audit', '--no-fund', join(folder, packed.filename));
}, 600_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('holds the build, the samples and no source', () => {
    const paths = packed.files.map(({ path }) => path);
    const folders = new Set(paths.filter((path) => path.includes('/')).map((path) => path.split('/')[0]));
    expect(folders).toEqual(new Set(['bin', 'dist', 'samples']));
    expect(paths.filter((path) => /\.(tsx?|map)$|spec/.test(path))).toEqual([]);
    for (const file of ['LICENSE', 'README.md', 'dist/dashboard/index.html', 'dist/reference/standalone.js'])
      expect(paths).toContain(file);
    process.stderr.write(`The package has ${packed.size} bytes.\n`);
  });

  it.each(['acv', 'acv-stream'])('runs as npx %s', async (name) => {
    expect((await inFolder('npx', name, '--version')).trim()).toBe(version());
  });

  it('brings what the demo needs: a Postgres and the samples', async () => {
    expect(await inFolder('npx', 'acv-stream', 'demo', '--once')).toContain(
      '698 events accepted, 13 repeated, 8 refused',
    );
    expect(existsSync(join(folder, 'acv-demo-books'))).toBe(true);
    expect(await inFolder('npx', 'acv', 'trend', '--books', 'acv-demo-books', '--json')).toContain('"2025-12"');
  });

  it('starts a service, which names the settings that are missing', async () => {
    await expect(inFolder('npx', 'acv-stream', 'processor')).rejects.toMatchObject({
      stderr: expect.stringContaining('KAFKA_BROKERS'),
    });
  });
});
