import { TypeORMError } from 'typeorm';
import { codeOf } from './error-code.ts';
import { ConnectionLost } from './store-client.ts';

/**
 * The consequence of a failure of Postgres. `retry`: time, or a repair of the server, resolves it. `setting`: no wait
 * can mend it before somebody changes the database URL.
 */
export type FailureClass = 'retry' | 'setting';

/** The code of a `ProgressWentBackError`. */
export const PROGRESS_WENT_BACK = 'PROGRESS_WENT_BACK';

/**
 * SQLSTATEs that no wait can mend, by their first characters. All others are retried: even a missing database, table or
 * right appears when somebody creates, restores or grants it.
 */
const REFUSED = ['28'] as const;

/**
 * SQLSTATEs of a statement that is wrong whenever it is sent, by their first characters: a value out of range or of
 * another form, and the syntax. Only another program mends them.
 */
const OURS = ['22', '42601'] as const;

/** Messages of the driver that no wait can mend: no password was given, or the server speaks no TLS. */
const REFUSED_MESSAGES = [
  'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password',
  'The server does not support SSL',
] as const;

/** Messages of the driver when a connection cannot be opened or breaks. They come without a code. */
const BROKEN_MESSAGES = [
  'Cannot use a pool after calling end on the pool',
  'Client has encountered a connection error',
  'Client was closed',
  'Connection terminated',
  'Query read timeout',
  'SASL: ',
  'There was an error establishing an SSL connection',
  'timeout exceeded when trying to connect',
  'timeout expired',
] as const;

/** Every one has a digit, and no name of an error of Node has. */
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/;

const begins = (text: string, starts: readonly string[]): boolean => starts.some((start) => text.startsWith(start));

const isRefused = (error: Error): boolean =>
  (SQLSTATE.test(codeOf(error)) && begins(codeOf(error), REFUSED)) || begins(error.message, REFUSED_MESSAGES);

/** TypeORM wraps the errors of a statement, those of the program among them: JavaScript's own are no failures. */
const isOfLanguage = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;

const isOfDriver = (error: Error): boolean =>
  error instanceof TypeORMError && !isOfLanguage(Reflect.get(error, 'driverError'));

const isExternal = (error: Error): boolean =>
  SQLSTATE.test(codeOf(error)) ||
  codeOf(error) === PROGRESS_WENT_BACK ||
  error instanceof ConnectionLost ||
  begins(error.message, BROKEN_MESSAGES) ||
  isOfDriver(error);

const isOurs = (error: Error): boolean => SQLSTATE.test(codeOf(error)) && begins(codeOf(error), OURS);

/**
 * The class of a failure of Postgres or its driver, decided by the error itself or by any of its causes. Null: none, or
 * one that is a bug of this program.
 */
export const failureClass = (error: unknown): FailureClass | null => {
  let found: FailureClass | null = null;
  for (let at = error; at instanceof Error; at = at.cause) {
    if (isRefused(at)) return 'setting';
    if (isOurs(at)) return null;
    if (isExternal(at)) found = 'retry';
  }
  return found;
};
