import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type FreshDatabase, freshDatabase, type PostgresService, startPostgres } from '../services/postgres.ts';
import { acv, type Finished, npmRunAcv } from './acv-process.ts';
import { booksIn, conformanceCase, expectedBooks, linesOf } from './conformance-case.ts';
import { differences } from './differences.ts';

const given = conformanceCase('two-currencies');
const events = readFileSync(given.events, 'utf8');
const eventLines = events.trimEnd().split('\n');

let service: PostgresService;
let database: FreshDatabase;
let folder: string;

beforeAll(async () => {
  service = await startPostgres();
});
afterAll(() => service.stop());
beforeEach(async () => {
  database = await freshDatabase(service);
  folder = await mkdtemp(join(tmpdir(), 'acv-cli-'));
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

/** Writes a file into the test's folder; resolves to its path. */
const written = async (name: string, content: string | Buffer): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
};

const outputs = (): readonly string[] => [
  ...['--out', join(folder, 'snapshots.jsonl')],
  ...['--contracts', join(folder, 'contracts.jsonl')],
  ...['--refused', join(folder, 'refused.jsonl')],
];

const underCase = () => ['--as-of', given.asOf, '--policy', given.policy, '--fx', given.rates ?? ''] as const;

const stored = () => ['--database-url', database.url] as const;

const replay = (...args: readonly string[]): Promise<Finished> => acv(['replay', ...args]);

const refusedPlaces = () => booksIn(folder).refused.map(({ file, line }) => [file, line]);

describe('acv replay', () => {
  it('gives the books of the definitions, from an embedded database', async () => {
    const { code, stdout } = await replay('--input', given.events, ...underCase(), ...outputs());
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(differences(expectedBooks(given), booksIn(folder))).toEqual([]);
  });

  it('resolves paths from the folder in which npm is run, and writes only data to standard output', async () => {
    const files = ['--input', 'events.jsonl', '--policy', 'policy.json', '--fx', 'rates.csv'];
    const { code, stdout, stderr } = await npmRunAcv(
      ['replay', ...files, '--as-of', given.asOf, '--out', '-', ...stored()],
      { cwd: given.folder },
    );
    expect(code).toBe(0);
    const expected = expectedBooks(given);
    expect(differences(expected, { ...expected, snapshots: linesOf(stdout) })).toEqual([]);
    expect(stderr).toContain('3 events accepted');
  });

  it('exits with 0 although events were refused, and counts them', async () => {
    const refused = conformanceCase('refused');
    const { code, stderr } = await replay('--input', refused.events, '--as-of', refused.asOf, ...stored());
    expect(code).toBe(0);
    expect(stderr).toContain('1 event accepted, 1 repeated, 18 refused');
  });

  it('reads gzip, standard input and several files', async () => {
    const [first = '', second = '', ...others] = eventLines;
    const packed = await written('packed.jsonl.gz', gzipSync(`${first}\n`));
    const plain = await written('plain.jsonl', second);
    const inputs = ['--input', packed, '--input', plain, '--input', '-'];
    const { code } = await acv(['replay', ...inputs, ...underCase(), ...outputs(), ...stored()], {
      input: others.join('\n'),
    });
    expect(code).toBe(0);
    expect(differences(expectedBooks(given), booksIn(folder))).toEqual([]);
  });

  it('ignores blank lines, but counts them as lines of the file', async () => {
    const file = await written('gaps.jsonl', `\n${eventLines[0] ?? ''}\r\n  \nno event\n\n\nnone either`);
    const { code, stderr } = await replay('--input', file, ...underCase(), ...outputs(), ...stored());
    expect(code).toBe(0);
    expect(stderr).toContain('1 event accepted, 0 repeated, 2 refused');
    const name = basename(file);
    expect(refusedPlaces()).toEqual([
      [name, 4],
      [name, 7],
    ]);
  });

  it('adds nothing when it is run again', async () => {
    const run = () => replay('--input', given.events, ...underCase(), ...outputs(), ...stored());
    await run();
    const before = readFileSync(join(folder, 'snapshots.jsonl'), 'utf8');
    const { code, stderr } = await run();
    expect(code).toBe(0);
    expect(stderr).toContain('0 events accepted, 3 repeated');
    expect(readFileSync(join(folder, 'snapshots.jsonl'), 'utf8')).toBe(before);
  });

  it('exits with 1 when the database cannot be reached', async () => {
    const nowhere = 'postgres://nobody@127.0.0.1:1/nothing';
    const { code, stdout, stderr } = await replay('--input', given.events, ...underCase(), '--database-url', nowhere);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^acv: .*ECONNREFUSED.*\n$/);
  });
});

describe('acv replay refuses with exit code 2 and one line', () => {
  /** Exit code 2, one line on standard error, nothing on standard output. */
  const expectRefused = ({ code, stdout, stderr }: Finished, saying: string) => {
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toContain(saying);
  };

  const input = ['--input', given.events, '--out', '-'] as const;

  it('no input', async () => {
    expectRefused(await replay('--as-of', given.asOf), '--input');
  });

  it('an unknown option', async () => {
    expectRefused(await replay(...input, '--frobnicate', ...stored()), '--frobnicate');
  });

  it('an unknown command', async () => {
    expectRefused(await acv(['rerun']), 'rerun');
  });

  it.each(['2025-02-30', '2025-2-1', 'yesterday', ''])('the date %p', async (date) => {
    expectRefused(await replay(...input, '--as-of', date, ...stored()), '--as-of');
  });

  it('files that do not exist', async () => {
    const missing = join(folder, 'missing');
    expectRefused(await replay('--input', missing, '--as-of', given.asOf, ...stored()), missing);
    expectRefused(await replay('--input', given.events, '--input', missing, ...stored()), missing);
    expectRefused(await replay(...input, '--policy', missing, ...stored()), missing);
    expectRefused(await replay(...input, '--fx', missing, ...stored()), missing);
  });

  it('a file that does not exist, with the embedded database too', async () => {
    const missing = join(folder, 'missing');
    expectRefused(await replay('--input', missing, '--as-of', given.asOf), missing);
  });

  it('a policy with an unknown key, or that is not JSON', async () => {
    const unknown = await written('unknown.json', '{"rampe":"term_average"}');
    expectRefused(await replay(...input, '--policy', unknown, ...stored()), 'rampe');
    const broken = await written('broken.json', '{');
    expectRefused(await replay(...input, '--policy', broken, ...stored()), broken);
  });

  it('two rates for one day', async () => {
    const rates = await written('rates.csv', 'currency,date,rate\nEUR,2025-01-31,1.1\nEUR,2025-01-31,1.2\n');
    expectRefused(await replay(...input, '--fx', rates, ...stored()), '2025-01-31');
  });

  it('a day before the last one that the store was taken as of', async () => {
    expect(await replay(...input, ...underCase(), ...stored())).toMatchObject({ code: 0 });
    const earlier = await replay(...input, '--as-of', '2025-01-31', ...stored());
    expectRefused(earlier, given.asOf);
  });

  it('a policy that is not the one of the store', async () => {
    expect(await replay(...input, ...underCase(), ...stored())).toMatchObject({ code: 0 });
    const other = await written('other.json', '{"ramp":"exit_run_rate"}');
    expectRefused(await replay(...input, '--policy', other, ...stored()), 'policy');
  });
});
