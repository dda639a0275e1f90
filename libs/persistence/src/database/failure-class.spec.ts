import { describe, expect, it } from '@jest/globals';
import { failureClass, PROGRESS_WENT_BACK } from './failure-class.ts';

const failed = (code: string): Error => Object.assign(new Error('failed'), { code });

describe('failureClass', () => {
  it.each(['08006', '25006', '40001', '40P01', '53300', '57014', '57P01', '57P03', 'ECONNREFUSED', 'ECONNRESET'])(
    'retries after %s, also as the cause of another error',
    (code) => {
      expect(failureClass(failed(code))).toBe('retry');
      expect(failureClass(new Error('in a batch', { cause: failed(code) }))).toBe('retry');
    },
  );

  it('retries after a connection broke without a code', () => {
    expect(failureClass(new Error('Connection terminated unexpectedly'))).toBe('retry');
  });

  it('retries a batch that the store fell behind of', () => {
    expect(failureClass(failed(PROGRESS_WENT_BACK))).toBe('retry');
  });

  it.each(['23505', '42P01', 'P0001', '28P01'])('halts after %s, which waiting does not resolve', (code) => {
    expect(failureClass(failed(code))).toBe('halt');
  });

  it('halts after a bug', () => {
    expect(failureClass(new TypeError('undefined is no function'))).toBe('halt');
    expect(failureClass('text')).toBe('halt');
  });
});
