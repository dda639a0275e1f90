import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openEmbeddedBooks } from '@app/persistence';

const run = promisify(execFile);

/** A server of one suite alone, which can be frozen, killed and put back. */
export type LocalPostgres = Readonly<{
  /** A restart keeps it. */
  url: string;
  /** The folder of its data and of its own configuration. */
  data: string;
  /** Stops all processes of the server where they are, as a machine does that hangs. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** Ends the server: SIGINT in order, SIGQUIT without a word to the disk, as a crash does. */
  end(signal: 'SIGINT' | 'SIGQUIT'): Promise<void>;
  /** Starts the ended server again on the same port and data. */
  start(): Promise<void>;
  /** Copies the data of the ended server. */
  backUp(): Promise<void>;
  /** Replaces the data of the ended server by the copy. */
  putBack(): Promise<void>;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}>;

const READY = 'database system is ready to accept connections';

/** Commits of kept books may be lost in a crash, for speed. A server that people run loses none. */
const isOwnSetting = (argument: string): boolean => argument === 'synchronous_commit=off';

/** The command line by which the server was started last, which Postgres keeps in its data folder. */
const commandLine = async (data: string): Promise<readonly string[]> => {
  const text = await readFile(join(data, 'postmaster.opts'), 'utf8');
  const [program = '', ...quoted] = text.trim().split(/ (?=")/);
  const args = quoted.map((argument) => argument.slice(1, -1));
  return [program, ...args.map((argument) => (isOwnSetting(argument) ? 'synchronous_commit=on' : argument))];
};

/** Postgres does not run as root, so its data tells which user it runs as. */
const userOf = async (data: string) => {
  const { uid, gid } = await stat(data);
  return process.getuid?.() === 0 ? { uid, gid } : {};
};

const launched = async (data: string, [program = '', ...args]: readonly string[]): Promise<ChildProcess> => {
  const server = spawn(program, args, {
    ...(await userOf(data)),
    cwd: data,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  process.once('exit', () => server.kill('SIGQUIT'));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-8_000);
      if (said.includes(READY)) resolve();
    });
    server.once('exit', () => reject(new Error(`The local Postgres ended at its start:\n${said}`)));
    server.once('error', reject);
  });
  return server;
};

/** The server's own process and those of its connections and helpers. A stopped server makes no new ones. */
const processesOf = async (pid: number): Promise<readonly number[]> => {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=', '-o', 'ppid=']);
  const rows = stdout.trim().split('\n');
  const children = rows.map((row) => row.trim().split(/\s+/).map(Number)).filter(([, parent]) => parent === pid);
  return [pid, ...children.map(([child = 0]) => child)];
};

const signalled = async (server: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  server.kill(signal);
  for (const pid of await processesOf(server.pid ?? 0)) process.kill(pid, signal);
};

const ended = async (server: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill(signal);
  await gone;
};

/** Starts the Postgres that npm has installed. Needs `ps`, and a system with signals. */
export const startLocalPostgres = async (): Promise<LocalPostgres> => {
  const folder = await mkdtemp(join(tmpdir(), 'acv-postgres-'));
  const [data, copy] = [join(folder, 'data'), join(folder, 'copy')];
  const { url, stop } = await openEmbeddedBooks(folder, { mayCreate: true });
  await stop();
  const command = await commandLine(data);
  let server = await launched(data, command);
  const copied = (from: string, to: string): Promise<void> => run('cp', ['-a', from, to]).then(() => undefined);
  return {
    url,
    data,
    freeze: () => signalled(server, 'SIGSTOP'),
    thaw: () => signalled(server, 'SIGCONT'),
    end: (signal) => ended(server, signal),
    start: async () => {
      server = await launched(data, command);
    },
    backUp: () => copied(data, copy),
    putBack: async () => {
      await rm(data, { recursive: true });
      await copied(copy, data);
    },
    stop: async () => {
      await signalled(server, 'SIGCONT').catch(() => undefined);
      await ended(server, 'SIGQUIT');
      await rm(folder, { recursive: true, force: true });
    },
  };
};
