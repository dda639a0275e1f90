import { ProgressWentBackError } from '../progress/progress-went-back-error.ts';

/** What becomes of work that failed: the world is waited for, anything else is a bug or a refusal that no wait mends. */
export type FailureClass = 'retry' | 'halt';

/** SQLSTATE, or how it begins, and Node's codes of broken connections: all that passes by itself or by a repair. */
const RETRIED = [
  ['08', 'the connection failed'],
  ['25006', 'the server is read-only: a standby, or its disk is full'],
  ['25P03', 'we were too long idle in a transaction'],
  ['40001', 'serialization failure'],
  ['40P01', 'deadlock'],
  ['53', 'the server is out of connections, memory or disk'],
  ['55P03', 'a lock was not to be had'],
  ['57014', 'statement timeout'],
  ['57P0', 'the server is going down, has crashed or is starting'],
  ['58', 'the server cannot read or write its files'],
  ['EAI_AGAIN', 'the name cannot be looked up at the moment'],
  ['ECONNREFUSED', 'nobody listens yet'],
  ['ECONNRESET', 'the connection was cut'],
  ['EHOSTUNREACH', 'no way to the host'],
  ['ENETUNREACH', 'no way to the network'],
  ['ENOTFOUND', 'the name is not known yet'],
  ['EPIPE', 'the connection was cut'],
  ['ETIMEDOUT', 'no answer'],
] as const;

/** What the driver says without a code when a connection breaks under it. */
const RETRIED_MESSAGES = [
  'Client has encountered a connection error',
  'Client was closed',
  'Connection terminated',
  'Query read timeout',
  'timeout exceeded when trying to connect',
] as const;

const isRetried = (error: Error): boolean => {
  const code: unknown = Reflect.get(error, 'code');
  return (
    // Who reads the progress again goes on from there.
    error instanceof ProgressWentBackError ||
    (typeof code === 'string' && RETRIED.some(([start]) => code.startsWith(start))) ||
    RETRIED_MESSAGES.some((message) => error.message.startsWith(message))
  );
};

/** By the error itself or by what caused it. */
export const failureClass = (error: unknown): FailureClass => {
  for (let at = error; at instanceof Error; at = at.cause) if (isRetried(at)) return 'retry';
  return 'halt';
};
