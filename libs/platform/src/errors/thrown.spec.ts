import { describe, expect, it } from '@jest/globals';
import { messageOf } from './thrown.ts';

describe('messageOf', () => {
  it('has the message of each address at which a connection failed, because Node gives the whole none', () => {
    const parts = [new Error('connect ECONNREFUSED ::1:5432'), new Error('connect ECONNREFUSED 127.0.0.1:5432')];
    const text = 'connect ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432';
    expect(messageOf(new AggregateError(parts))).toBe(text);
    expect(messageOf(new AggregateError(parts, 'no server'))).toBe('no server');
  });

  it('is never empty for an error', () => {
    expect(messageOf(new TypeError())).toBe('TypeError');
    expect(messageOf(new AggregateError([]))).toBe('AggregateError');
  });
});
