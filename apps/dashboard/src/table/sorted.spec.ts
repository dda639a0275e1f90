import { describe, expect, it } from '@jest/globals';
import { sorted } from './sorted.ts';

const rows = [{ acv: '9.5' }, { acv: null }, { acv: '10.25' }, { acv: '-3' }];
const order = (sort: string) => sorted(rows, sort, ({ acv }) => acv).map(({ acv }) => acv);

describe('rows', () => {
  it('are sorted by amounts, not by their text', () => {
    expect(order('acv')).toEqual(['-3', '9.5', '10.25', null]);
  });

  it('come with undefined figures last in either direction', () => {
    expect(order('-acv')).toEqual(['10.25', '9.5', '-3', null]);
  });

  it('are sorted by names too', () => {
    expect(sorted([{ name: 'smb' }, { name: 'mid' }], 'name', ({ name }) => name)[0]?.name).toBe('mid');
  });
});
