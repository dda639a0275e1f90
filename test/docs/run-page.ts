import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import type { Block, Step } from './blocks.ts';
import { settled } from './output.ts';

export type Ran = Readonly<{ code: number | null; output: string }>;

const root = join(import.meta.dirname, '../..');

/** The parts of the checkout that commands of the pages may use; all else that they read they have written. */
const LINKED = ['docs', 'node_modules', 'package.json', 'samples', 'tools'];

const { scripts }: Readonly<{ scripts: Readonly<Record<string, string>> }> = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

/**
 * The commands without npm, which takes half a second for each: the suite runs in a checkout that is installed. The demo
 * ends with its tables, because its page is served until somebody ends it.
 */
const withoutNpm = (commands: string): string =>
  commands
    .replaceAll(/^npm ci && /gm, '')
    .replaceAll(/npm run demo$/gm, 'npm run demo -- --once')
    .replaceAll(/npm run (?:--silent )?([\w:]+)(?: --(?= ))?/g, (command, name: string) => scripts[name] ?? command);

const shell = async (commands: string, folder: string, databaseUrl: string): Promise<Ran> => {
  const clean = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|KAFKA_|ACV_)/i.test(name));
  const env = {
    ...Object.fromEntries(clean),
    PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
    DATABASE_URL: databaseUrl,
    // Each command is a process of its own; they compile the same code.
    NODE_COMPILE_CACHE: join(root, '.cache/compiled'),
  };
  const script = `exec 2>&1\n${withoutNpm(commands)}`;
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number | null]>]);
  return { code, output: settled(output) };
};

const query = async (sql: string, databaseUrl: string): Promise<Ran> => {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(sql);
    return { code: 0, output: '' };
  } catch (error) {
    return { code: 1, output: String(error) };
  } finally {
    await client.end();
  }
};

const run = async ({ language, marks, content }: Block, folder: string, databaseUrl: string): Promise<Ran> => {
  if (marks.file !== null) {
    await writeFile(join(folder, marks.file), content);
    return { code: 0, output: '' };
  }
  return language === 'sql' ? query(content, databaseUrl) : shell(content, folder, databaseUrl);
};

/** Runs the steps of a page one after another in a temporary folder, as a reader would. */
export const runPage = async (steps: readonly Step[], databaseUrl: string): Promise<readonly Ran[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'acv-docs-'));
  try {
    for (const name of LINKED) await symlink(join(root, name), join(folder, name));
    const ran: Ran[] = [];
    for (const { command } of steps) ran.push(await run(command, folder, databaseUrl));
    return ran;
  } finally {
    await rm(folder, { recursive: true });
  }
};
