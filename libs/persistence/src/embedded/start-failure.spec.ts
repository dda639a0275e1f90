import { describe, expect, it } from '@jest/globals';
import { startFailure } from './start-failure.ts';

const messageOf = (said: string): string => startFailure(said).message;

describe('The reason why the embedded Postgres does not start', () => {
  it.each([
    ['initdb: error: could not create directory "data": No space left on device', 'the disk is full: free some space'],
    ["EROFS: read-only file system, mkdir '/books'", 'its folder is on a file system that is read-only'],
    [
      '/x/bin/postgres: error while loading shared libraries: libreadline.so.8: cannot open shared object file',
      'this system lacks the library libreadline.so.8: install it',
    ],
    [
      'initdb: error: could not look up effective user ID 12345: user does not exist',
      'user id 12345 has no name: run as a user that /etc/passwd lists',
    ],
    [
      'FATAL:  could not map anonymous shared memory: Cannot allocate memory\nHINT:  Reduce it.',
      'there is too little memory (could not map anonymous shared memory: Cannot allocate memory): allow more',
    ],
    [
      'FATAL:  lock file "postmaster.pid" already exists\nHINT:  Is another postmaster (PID 4242) running in it?',
      'another Postgres, process 4242, has these books open: end it',
    ],
    ['Error: spawn /x/bin/initdb EACCES', 'Postgres may not enter its folder: choose another folder'],
    ['2026 UTC [1] FATAL:  the sky fell\n2026 UTC [1] LOG:  ended', 'the sky fell'],
    ['', 'it ended without a word'],
  ])('is one line for %j', (said, reason) => {
    const message = messageOf(said);
    expect(message).toContain(`the embedded Postgres cannot start: ${reason}`);
    expect(message).toMatch(/^[^\n]+; or name a server with --database-url$/);
  });
});
