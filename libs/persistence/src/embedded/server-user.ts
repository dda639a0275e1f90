import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EmbeddedStartError } from './start-failure.ts';

const run = promisify(execFile);

/** The user that Postgres runs as, if it is not the user of this process. */
export type ServerUser = Readonly<{ uid: number; gid: number }>;

/** `nobody` is on nearly every system, so no user has to be created. */
const NAMES = ['postgres', 'nobody'] as const;

const idOf = async (flag: '-u' | '-g', name: string): Promise<number> =>
  Number((await run('id', [flag, name])).stdout.trim());

const userNamed = async (name: string): Promise<ServerUser | null> => {
  try {
    return { uid: await idOf('-u', name), gid: await idOf('-g', name) };
  } catch {
    return null;
  }
};

/**
 * Postgres refuses to run as root. Books that exist are opened by the user that owns them. Null if the user of this
 * process will do.
 */
export const serverUser = async (owner: ServerUser | null): Promise<ServerUser | null> => {
  if (process.getuid?.() !== 0) return null;
  if (owner !== null && owner.uid !== 0) return owner;
  for (const name of NAMES) {
    const user = await userNamed(name);
    if (user !== null && user.uid !== 0) return user;
  }
  throw new EmbeddedStartError(
    `Postgres does not run as root, and this system has neither a user ${NAMES.join(' nor ')}: run as another user`,
  );
};
