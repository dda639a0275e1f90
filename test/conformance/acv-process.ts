import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export type Finished = Readonly<{ code: number | null; stdout: string; stderr: string }>;

export type Surroundings = Readonly<{ cwd?: string; input?: string | Buffer }>;

const root = join(import.meta.dirname, '../..');

const finished = async (
  command: string,
  args: readonly string[],
  { cwd = root, input = '' }: Surroundings,
): Promise<Finished> => {
  // npm passes variables about itself to what it starts. The program must run as if npm had not started the tests.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$)/i.test(name)));
  const child = spawn(command, args, { cwd, env, stdio: 'pipe' });
  // The program may end before it has read all of its input; the test judges its exit code and output.
  child.stdin.on('error', () => undefined).end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
};

/** Runs the built `acv` to its end. */
export const acv = (args: readonly string[], surroundings: Surroundings = {}): Promise<Finished> =>
  finished(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'tools/run.mjs'), ...args],
    surroundings,
  );

/** Runs `acv` by `npm run`, as users do. */
export const npmRunAcv = (args: readonly string[], surroundings: Surroundings = {}): Promise<Finished> =>
  finished('npm', ['run', '--silent', 'acv', '--', ...args], surroundings);
