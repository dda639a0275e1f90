import { UsageError } from '@app/host';
import { messageOf } from '@app/platform';
import { Database, DATABASE_DEFAULTS, type DatabaseConfig } from '@app/persistence';

/** Nobody answers, or the login is refused. */
export class NoConnectionError extends Error {
  override readonly name = 'NoConnectionError';
}

/** The server, its port and the database, never the password. */
export const placeOf = (url: string): string => {
  const { hostname, port, pathname } = new URL(url);
  return `Postgres at ${hostname}:${port || '5432'}, database ${pathname.slice(1)}`;
};

/** Node tries each address of a name, and reports their failures together without a message. */
export const connectionText = (error: unknown): string =>
  messageOf(error instanceof AggregateError ? error.errors[0] : error);

/** Names the place and the setting. */
const unreachable = (url: string, cause: unknown): NoConnectionError => {
  const place = `${placeOf(url)}, user ${new URL(url).username}`;
  return new NoConnectionError(`no connection to ${place} (--database-url or DATABASE_URL): ${connectionText(cause)}`, {
    cause,
  });
};

/** What a command wants of its sessions, other than the defaults. */
export type SessionTerms = Partial<Pick<DatabaseConfig, 'isReadOnly' | 'statementTimeoutMs'>>;

const connected = async (url: string, terms: SessionTerms): Promise<Database> => {
  if (!/^postgres(?:ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new UsageError(
      '--database-url or DATABASE_URL is not an address of a Postgres: expected postgres://user:password@host:port/database',
    );
  }
  try {
    return await Database.connect({ ...DATABASE_DEFAULTS, ...terms, url });
  } catch (cause) {
    throw unreachable(url, cause);
  }
};

/** Runs `work` on a database, whatever its schema, and closes the connections afterwards. */
export const withDatabase = async <T>(
  url: string,
  work: (database: Database) => Promise<T>,
  terms: SessionTerms = {},
): Promise<T> => {
  const database = await connected(url, terms);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
};
