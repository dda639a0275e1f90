import { describe, expect, it } from '@jest/globals';
import { idConflict, isRefusal, refusal } from './refusal.ts';

describe('A refusal', () => {
  it('names its field and the reason in the message', () => {
    expect(refusal('bad_field', 'data.term.end', 'is not a date')).toEqual({
      code: 'bad_field',
      field: 'data.term.end',
      message: 'data.term.end is not a date',
    });
  });

  it('of an id with different content names the id and its source', () => {
    expect(idConflict({ source: '/billing', id: 'e-1' })).toEqual({
      code: 'id_conflict',
      field: 'id',
      message: 'id e-1 of /billing was accepted before; the same id with different content is refused',
    });
  });

  it('is distinguished from an event by its code', () => {
    expect(isRefusal(idConflict({ source: '/billing', id: 'e-1' }))).toBe(true);
    expect(isRefusal({ id: 'e-1', source: '/billing' })).toBe(false);
  });
});
