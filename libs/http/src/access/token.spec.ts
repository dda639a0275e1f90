import { describe, expect, it } from '@jest/globals';
import { isTokensFault, readTokens } from './token.ts';

const DIGEST = 'ab'.repeat(32);

describe('a file of tokens', () => {
  it('has a name, a scope and a digest a line, between comments', () => {
    const read = readTokens(`# ours\n\nboard read ${DIGEST}\r\n  ops\toperate  ${DIGEST.toUpperCase()}  \n`);
    const digest = Buffer.from(DIGEST, 'hex');
    expect(read).toEqual([
      { name: 'board', scope: 'read', digest },
      { name: 'ops', scope: 'operate', digest },
    ]);
  });

  it.each([
    ['board write ' + DIGEST, 1],
    [`board read ${DIGEST}\nops operate secret`, 2],
    [`board read ${DIGEST}\nboard operate ${DIGEST}`, 2],
    [`board read ${DIGEST} more`, 1],
    ['# nobody\n', 1],
  ])('is refused with the line at fault: %j', (text, line) => {
    const read = readTokens(text);
    expect(isTokensFault(read) && read.line).toBe(line);
  });
});
