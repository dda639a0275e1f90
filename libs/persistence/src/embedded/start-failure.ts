/** The embedded Postgres cannot start on this machine. The message is one line with the reason and a way out. */
export class EmbeddedStartError extends Error {
  override readonly name = 'EmbeddedStartError';

  constructor(reason: string, options?: ErrorOptions) {
    super(`the embedded Postgres cannot start: ${reason}; or name a server with --database-url`, options);
  }
}

/** The folder of kept books cannot be used as asked. The message is one line that names the folder. */
export class BooksFolderError extends Error {
  override readonly name = 'BooksFolderError';
}

/** Reasons by what Postgres, its loader or the system says. The first that matches counts. */
const REASONS: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  [/No space left on device|ENOSPC|Disk quota exceeded/, () => 'the disk is full: free some space'],
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
  [/EPERM|Operation not permitted/, () => 'this process may start none as another user: run as a user other than root'],
  [/Permission denied|EACCES/, () => 'Postgres may not enter its folder: choose another folder'],
];

const FIRST_FAULT = /^.*?(?:FATAL|PANIC|initdb: error|error):\s*(.+)$/m;

/** The reason in one line, from what a program wrote to stderr or the system said. */
export const startFailure = (said: string, cause?: unknown): EmbeddedStartError => {
  for (const [pattern, reason] of REASONS) {
    const found = pattern.exec(said);
    if (found !== null) return new EmbeddedStartError(reason(found), { cause });
  }
  const [, fault] = FIRST_FAULT.exec(said) ?? [];
  const lastLine = said.trimEnd().split('\n').at(-1) ?? '';
  return new EmbeddedStartError(fault ?? (lastLine === '' ? 'it ended without a word' : lastLine), { cause });
};
