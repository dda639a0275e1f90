import { describe, expect, it } from '@jest/globals';
import { day } from '../../../../test/builders/events.ts';
import { differingOwnerDays, ownersOf } from './owners.ts';

const timeline = (...entries: readonly string[]) =>
  entries.map((entry) => {
    const [from = '', customerId = ''] = entry.split(' ');
    return { from: day(from), customerId: customerId === '-' ? null : customerId };
  });

describe('the owners of a contract', () => {
  it('are told only where there are several', () => {
    expect(ownersOf(timeline('2025-01-01 a', '2025-02-01 -', '2025-03-01 a'))).toBeNull();
    expect(ownersOf(timeline('2025-01-01 a', '2025-02-01 a', '2025-03-01 b'))).toEqual(
      timeline('2025-01-01 a', '2025-03-01 b'),
    );
  });

  it('differ from the first day on that two timelines tell otherwise', () => {
    const before = timeline('2025-01-01 a', '2025-03-01 b');
    expect(differingOwnerDays(before, before)).toBeNull();
    expect(differingOwnerDays(before, timeline('2025-01-01 a', '2025-02-01 b'))).toEqual({
      start: '2025-02-01',
      end: null,
    });
    expect(differingOwnerDays(before, timeline('2025-01-01 a', '2025-03-01 b', '2025-04-01 c'))).toEqual({
      start: '2025-04-01',
      end: null,
    });
    expect(differingOwnerDays(timeline('2025-01-01 a'), before)).toEqual({ start: '2025-01-01', end: null });
    expect(differingOwnerDays(timeline('2025-01-01 a'), timeline('2025-01-01 c'))).toBeNull();
  });
});
