import { describe, expect, it } from '@jest/globals';
import { day } from '../../../../test/builders/events.ts';
import { periodOf } from '../periods/period.ts';
import { isOpen } from './status.ts';
import { REASONS } from './revision-reason.ts';

const march = periodOf('month', day('2025-03-01'), 1);

describe('a period', () => {
  it('closes n days after its last day', () => {
    expect(['2025-03-31', '2025-04-02', '2025-04-03'].map((asOf) => isOpen(march, day(asOf), 3))).toEqual([
      true,
      true,
      false,
    ]);
    expect(['2025-03-30', '2025-03-31'].map((asOf) => isOpen(march, day(asOf), 0))).toEqual([true, false]);
  });

  it('is revised for the first of the reasons in their order', () => {
    expect(REASONS).toEqual(['first', 'policy', 'calculation', 'fx', 'events', 'time']);
  });
});
