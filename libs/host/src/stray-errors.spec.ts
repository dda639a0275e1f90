import { createLogger } from '@app/platform';
import { expect, it } from '@jest/globals';
import { strayErrors } from './stray-errors.ts';

it('halts at a bug that nobody awaited, and goes on after a connection that broke', () => {
  const halts: unknown[] = [];
  const decide = strayErrors({
    logger: createLogger({ name: 'test', level: 'silent' }),
    halt: (error) => void halts.push(error),
  });
  decide(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
  decide(new Error('Connection terminated unexpectedly'));
  expect(halts).toEqual([]);
  const bug = new TypeError('a bug');
  decide(bug);
  expect(halts).toEqual([bug]);
});
