/** The consequence of a failure: `retry` if time or a repair resolves it, `halt` for a bug or a refusal. */
export type FailureClass = 'retry' | 'halt';

/** The code of a `ProgressWentBackError`. */
export const PROGRESS_WENT_BACK = 'PROGRESS_WENT_BACK';

/** Prefixes of SQLSTATEs, Node's codes of broken connections, and codes of our own. All other failures halt. */
const RETRIED = [
  ['08', 'the connection failed'],
  ['25006', 'the server is read-only: a standby, or its disk is full'],
  ['25P03', 'the transaction was idle for too long'],
  ['40001', 'serialization failure'],
  ['40P01', 'deadlock'],
  ['53', 'the server is out of connections, memory or disk'],
  ['55P03', 'a lock was not available'],
  ['57014', 'statement timeout'],
  ['57P0', 'the server is shutting down, has crashed or is starting'],
  ['58', 'the server cannot read or write its files'],
  ['EAI_AGAIN', 'the name cannot be resolved at the moment'],
  ['ECONNREFUSED', 'no server listens yet'],
  ['ECONNRESET', 'the connection was cut'],
  ['EHOSTUNREACH', 'no route to the host'],
  ['ENETUNREACH', 'no route to the network'],
  ['ENOTFOUND', 'the name cannot be resolved yet'],
  ['EPIPE', 'the connection was cut'],
  ['ETIMEDOUT', 'no answer'],
  [PROGRESS_WENT_BACK, 'the store fell behind: reading its progress again shows where to continue'],
] as const;

/** Messages of the driver when a connection breaks under it. They come without a code. */
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
    (typeof code === 'string' && RETRIED.some(([start]) => code.startsWith(start))) ||
    RETRIED_MESSAGES.some((message) => error.message.startsWith(message))
  );
};

/** The class of an error, decided by the error itself or by any of its causes. */
export const failureClass = (error: unknown): FailureClass => {
  for (let at = error; at instanceof Error; at = at.cause) if (isRetried(at)) return 'retry';
  return 'halt';
};
