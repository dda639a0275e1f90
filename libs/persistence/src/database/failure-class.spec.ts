import { describe, expect, it } from '@jest/globals';
import { ProgressWentBackError } from '../progress/progress-went-back-error.ts';
import { failureClass } from './failure-class.ts';

const failed = (code: string): Error => Object.assign(new Error('failed'), { code });

describe('failureClass', () => {
  it.each(['08006', '25006', '40001', '40P01', '53300', '57014', '57P01', '57P03', 'ECONNREFUSED', 'ECONNRESET'])(
    'waits for a world that says %s',
    (code) => {
      expect(failureClass(failed(code))).toBe('retry');
      expect(failureClass(new Error('in a batch', { cause: failed(code) }))).toBe('retry');
    },
  );

  it('knows a connection that broke without a code', () => {
    expect(failureClass(new Error('Connection terminated unexpectedly'))).toBe('retry');
  });

  it('has a batch that the store fell behind of fetched again', () => {
    const events = { kind: 'partition', topic: 'events', partition: 0 } as const;
    expect(failureClass(new ProgressWentBackError(events, 7n, 3n))).toBe('retry');
  });

  it.each(['23505', '42P01', 'P0001', '28P01'])('halts at %s, which no wait mends', (code) => {
    expect(failureClass(failed(code))).toBe('halt');
  });

  it('halts at a bug', () => {
    expect(failureClass(new TypeError('undefined is no function'))).toBe('halt');
    expect(failureClass('text')).toBe('halt');
  });
});
