import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { cleanEnvironment, type PostgresPrograms } from './postgres-programs.ts';
import type { ServerUser } from './server-user.ts';
import { EmbeddedStartError, startFailure } from './start-failure.ts';

/** A data folder of Postgres, with the programs and the user that work on it. */
export type DataFolder = Readonly<{ folder: string; programs: PostgresPrograms; user: ServerUser | null }>;

/** The name of the database, and of the role that owns it. */
export const OWNER = 'acv';

type Ended = Readonly<{ code: number | null; said: string }>;

/**
 * The data folder as the programs name it. Another user may not be allowed to go through the folders above it, such as
 * /root. On Linux that does not matter: a process starts in the folder, and names it without its path.
 */
const nameOf = ({ folder, user }: DataFolder): string =>
  user !== null && platform() === 'linux' ? '/proc/self/cwd' : folder;

const started = (program: string, args: readonly string[], { folder, user }: DataFolder): ChildProcess =>
  spawn(program, args, {
    ...user,
    cwd: folder,
    env: cleanEnvironment(),
    stdio: ['pipe', 'ignore', 'pipe'],
    windowsHide: true,
  });

/** Keeps the last words of a process, for the reason why it ended. */
const lastWords = (child: ChildProcess): (() => string) => {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(-8_000)));
  return () => said;
};

const ended = async (child: ChildProcess): Promise<Ended> => {
  const said = lastWords(child);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, said: said() };
  } catch (cause) {
    throw startFailure(String(cause), cause);
  }
};

/** Runs a program to its end with `input`. Throws `EmbeddedStartError`. */
const ran = async (program: string, args: readonly string[], data: DataFolder, input = ''): Promise<void> => {
  const child = started(program, args, data);
  child.stdin?.on('error', () => undefined).end(input);
  const { code, said } = await ended(child);
  if (code !== 0) throw startFailure(said);
};

/** One statement a line, as a server of one user wants them. */
const firstStatements = (data: DataFolder, password: string): string =>
  [
    `ALTER ROLE ${OWNER} PASSWORD '${password}'`,
    `CREATE DATABASE ${OWNER}`,
    // From here on the password counts. The server's user writes this, because it owns the file.
    `COPY (SELECT 'host all all 127.0.0.1/32 scram-sha-256') TO '${nameOf(data).replaceAll("'", "''")}/pg_hba.conf'`,
    '',
  ].join('\n');

/** Fills an empty data folder. Nobody can connect before there is a password. Throws `EmbeddedStartError`. */
export const initialise = async (data: DataFolder, password: string, isKept: boolean): Promise<void> => {
  const name = nameOf(data);
  const options = ['--auth=trust', '--encoding=UTF8', '--locale=C', ...(isKept ? [] : ['--no-sync'])];
  await ran(data.programs.initdb, ['-D', name, `--username=${OWNER}`, ...options], data);
  // Without exit_on_error it passes over a statement that fails, such as on a full disk, and leaves half a store.
  const single = ['--single', '-D', name, '-c', 'exit_on_error=on', ...(isKept ? [] : ['-F']), 'postgres'];
  await ran(data.programs.postgres, single, data, firstStatements(data, password));
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') {
    throw new EmbeddedStartError('it found no free port on 127.0.0.1: end other programs');
  }
  return address.port;
};

const COMMON = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=256MB', 'max_wal_size=4GB'];

/**
 * Durability is switched off for a store that does not outlive the process. `acv.embedded` says so to `acv doctor`, which
 * judges the settings of other servers.
 */
const TEMPORARY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'acv.embedded=temporary'];

/** A crash of the machine can lose the last moments of kept books, which a second replay adds, and harms nothing else. */
const KEPT = ['synchronous_commit=off', 'acv.embedded=kept'];

export type PostgresServer = Readonly<{
  port: number;
  stop: () => Promise<void>;
  /** The end of its log; all of it once it has stopped. */
  lastWords: () => string;
}>;

const READY = 'database system is ready to accept connections';

/** Resolves to null once the server accepts connections, or to its last words if it ends before. */
const readiness = (child: ChildProcess): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const said = lastWords(child);
    child.stderr?.on('data', () => {
      if (said().includes(READY)) resolve(null);
    });
    child.once('error', (cause) => reject(startFailure(String(cause), cause)));
    child.once('close', () => resolve(said()));
  });

/** A server that has crashed for lack of disk may never end in order. Ended at once, it recovers at its next start. */
const ENDS_WITHIN_MS = 10_000;

/** Ends the server without waiting for its clients. Windows has no signals. */
const stopping = async (child: ChildProcess, data: DataFolder): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const isGone = once(child, 'close');
  if (platform() === 'win32') await ran(data.programs.pgCtl, ['stop', '-D', data.folder, '-m', 'fast'], data);
  else child.kill('SIGINT');
  const hurry = setTimeout(() => child.kill('SIGQUIT'), ENDS_WITHIN_MS);
  await isGone;
  clearTimeout(hurry);
};

const PORTS_TRIED = 5;

/** Starts the server on a free port of loopback. Throws `EmbeddedStartError`. */
export const startServer = async (data: DataFolder, isKept: boolean): Promise<PostgresServer> => {
  const flags = [...COMMON, ...(isKept ? KEPT : TEMPORARY)].flatMap((flag) => ['-c', flag]);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = started(data.programs.postgres, ['-D', nameOf(data), '-p', String(port), ...flags], data);
    const words = lastWords(child);
    const said = await readiness(child);
    if (said === null) {
      const endWithProcess = (): void => void child.kill('SIGINT');
      process.once('exit', endWithProcess);
      return {
        port,
        lastWords: words,
        stop: async () => {
          process.removeListener('exit', endWithProcess);
          await stopping(child, data);
        },
      };
    }
    // Another program took the port in the meantime.
    if (!said.includes('could not bind') || attempt === PORTS_TRIED) throw startFailure(said);
  }
};
