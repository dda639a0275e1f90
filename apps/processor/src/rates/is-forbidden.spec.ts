import { describe, expect, it } from '@jest/globals';
import { isForbidden } from './is-forbidden.ts';

const failed = (type: string): Error => Object.assign(new Error('failed'), { type });

describe('isForbidden', () => {
  it.each(['TOPIC', 'GROUP', 'CLUSTER'])('recognises a refused %s authorization', (kind) => {
    const error = failed(`${kind}_AUTHORIZATION_FAILED`);
    expect(isForbidden(error)).toBe(true);
    expect(isForbidden(new Error('given up', { cause: error }))).toBe(true);
    expect(isForbidden(Object.assign(new Error('topics not created'), { errors: [failed('OTHER'), error] }))).toBe(
      true,
    );
  });

  it.each([failed('LEADER_NOT_AVAILABLE'), failed('SASL_AUTHENTICATION_FAILED'), new TypeError('a bug'), 'text', null])(
    'is false for any other error: %s',
    (error) => {
      expect(isForbidden(error)).toBe(false);
    },
  );
});
