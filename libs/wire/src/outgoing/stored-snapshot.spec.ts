import { describe, expect, it } from '@jest/globals';
import { storedContent } from '../../../../test/builders/stored-content.ts';
import { currentSnapshot, storedSnapshot } from './stored-snapshot.ts';

describe('A stored snapshot', () => {
  it('is read with every figure, and with its fields in their stored order', () => {
    const content = storedContent({ arr: '1200', signals: [{ code: 'whale', top1_share: '0.500000' }] });
    expect(JSON.stringify(currentSnapshot(content))).toBe(content);
    expect(storedSnapshot(content)).toMatchObject({ arr: '1200', acv: null, active_logos: 0 });
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['lacks a figure', { arr: undefined }, 'arr is missing'],
    ['has a number for an amount', { new_arr: 5 }, 'new_arr is not an exact decimal with up to 10 places'],
    ['has a null for a count', { active_logos: null }, 'active_logos is missing'],
    ['has an unknown signal', { signals: [{ code: 'odd' }] }, 'signals[0].code odd is none of'],
    ['has no calculation', { calc_version: undefined }, 'calc_version is missing'],
  ])('is refused by the name of the field where it %s', (_, changes, reason) => {
    expect(() => storedSnapshot(storedContent(changes))).toThrow(reason);
  });

  it('of another calculation may lack figures, but has none of another kind', () => {
    const former = storedContent({ calc_version: '1', transferred_in_arr: undefined });
    expect(storedSnapshot(former)).toMatchObject({ calc_version: '1', arr: '0' });
    expect(storedSnapshot(former).transferred_in_arr).toBeUndefined();
    expect(() => storedSnapshot(storedContent({ calc_version: '1', arr: 3 }))).toThrow('arr is not an exact decimal');
    expect(() => currentSnapshot(former)).toThrow('by calculation 1, not by 2');
  });
});
