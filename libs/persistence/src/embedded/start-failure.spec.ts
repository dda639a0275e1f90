import { describe, expect, it } from '@jest/globals';
import { laterFailure, startFailure } from './start-failure.ts';

const messageOf = (said: string): string => startFailure(said).message;

describe('The reason why the embedded Postgres does not start', () => {
  it.each([
    ['initdb: error: could not create directory "data": No space left on device', 'the disk is full: free some space'],
    [
      'FATAL:  could not extend file "base/1/2_fsm": wrote only 4096 of 8192 bytes at block 2',
      'the disk is full: free some space',
    ],
    ['Error: listen EADDRINUSE: address already in use 127.0.0.1', 'no port is free on 127.0.0.1'],
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

describe('The reason why work on the embedded Postgres fails', () => {
  const lost = Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' });

  it.each([
    [
      'PANIC:  could not write to file "pg_wal/xlogtemp.7": No space left on device',
      'the disk is full: free some space',
    ],
    ['LOG:  client backend (PID 7) was terminated by signal 9: Killed', 'the system killed one of its processes'],
  ])('is one line for %j', (said, reason) => {
    const message = String(laterFailure(said, lost));
    expect(message).toContain(`the embedded Postgres failed: ${reason}`);
    expect(message).toMatch(/^[^\n]+; or name a server with --database-url$/);
  });

  it('is the error itself if the server has said no reason, or if the error is none of Postgres', () => {
    expect(laterFailure('LOG:  checkpoint starting', lost)).toBe(lost);
    const other = new TypeError('x is not a function');
    expect(laterFailure('No space left on device', other)).toBe(other);
  });
});
