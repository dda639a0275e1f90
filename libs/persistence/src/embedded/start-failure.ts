import { failureClass } from '../database/failure-class.ts';

/** The embedded Postgres cannot start on this machine. The message is one line with the reason and a way out. */
export class EmbeddedStartError extends Error {
  override readonly name = 'EmbeddedStartError';

  constructor(reason: string, options?: ErrorOptions) {
    super(`the embedded Postgres cannot start: ${reason}; or name a server with --database-url`, options);
  }
}

/** The embedded Postgres failed while work ran on it. The message is one line with the reason and a way out. */
class EmbeddedFailedError extends Error {
  override readonly name = 'EmbeddedFailedError';

  constructor(reason: string, cause: unknown) {
    super(`the embedded Postgres failed: ${reason}; or name a server with --database-url`, { cause });
  }
}

/** The folder of kept books cannot be used as asked. The message is one line that names the folder. */
export class BooksFolderError extends Error {
  override readonly name = 'BooksFolderError';
}

type Reasons = readonly (readonly [RegExp, (found: RegExpExecArray) => string])[];

const DISK_FULL: Reasons[number] = [
  /No space left on device|ENOSPC|Disk quota exceeded|wrote only \d+ of \d+ bytes/,
  () => 'the disk is full: free some space',
];

/** Reasons by what Postgres, its loader or the system says at the start. The first that matches counts. */
const REASONS: Reasons = [
  DISK_FULL,
  [/Read-only file system|EROFS/, () => 'its folder is on a file system that is read-only: choose another folder'],
  [
    /error while loading shared libraries: ([^:\s]+)/,
    ([, library]) => `this system lacks the library ${library}: install it`,
  ],
  [
    /could not look up effective user ID (\d+)/,
    ([, id]) => `user id ${id} has no name: run as a user that /etc/passwd lists`,
  ],
  [
    /could not (?:create|map|resize)[^\n]*shared memory[^\n]*/,
    ([text]) => `there is too little memory (${text}): allow more`,
  ],
  [
    /lock file "postmaster\.pid" already exists[\s\S]*?PID (\d+)/,
    ([, pid]) => `another Postgres, process ${pid}, has these books open: end it`,
  ],
  [/EADDRINUSE|Address already in use/, () => 'no port is free on 127.0.0.1: end other programs'],
  [/EPERM|Operation not permitted/, () => 'this process may start none as another user: run as a user other than root'],
  [/Permission denied|EACCES/, () => 'Postgres may not enter its folder: choose another folder'],
];

/** Reasons by what a running server says. Clients only see that their connection broke. */
const REASONS_LATER: Reasons = [
  DISK_FULL,
  [
    /terminated by signal 9\b/,
    () => 'the system killed one of its processes, perhaps because memory is short: allow more',
  ],
];

const reasonIn = (reasons: Reasons, said: string): string | null => {
  for (const [pattern, reason] of reasons) {
    const found = pattern.exec(said);
    if (found !== null) return reason(found);
  }
  return null;
};

const FIRST_FAULT = /^.*?(?:FATAL|PANIC|initdb: error|error):\s*(.+)$/m;

/** The reason in one line, from what a program wrote to stderr or the system said. */
export const startFailure = (said: string, cause?: unknown): EmbeddedStartError => {
  const known = reasonIn(REASONS, said);
  if (known !== null) return new EmbeddedStartError(known, { cause });
  const [, fault] = FIRST_FAULT.exec(said) ?? [];
  const lastLine = said.trimEnd().split('\n').at(-1) ?? '';
  return new EmbeddedStartError(fault ?? (lastLine === '' ? 'it ended without a word' : lastLine), { cause });
};

/** The failure of work on a running server, with the reason if the server has said one. Any other error stays as it is. */
export const laterFailure = (said: string, error: unknown): unknown => {
  const reason = failureClass(error) === null ? null : reasonIn(REASONS_LATER, said);
  return reason === null ? error : new EmbeddedFailedError(reason, error);
};
