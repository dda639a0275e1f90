import { describe, expect, it } from '@jest/globals';
import { Assignment, partitionStatus } from './assignment.ts';

describe('Assignment', () => {
  it('begins anew with every assignment: what failed in an earlier one says nothing about now', () => {
    const assignment = new Assignment();
    assignment.replace({ events: [0, 1] });
    const [before] = assignment.all();
    if (before === undefined) throw new Error('no partition');
    before.failure = new Error('disk full');
    expect(partitionStatus(before).failure).toEqual(new Error('disk full'));
    assignment.replace({ events: [0] });
    expect(assignment.holds(before)).toBe(false);
    expect(assignment.all().map(partitionStatus)).toEqual([
      { topic: 'events', partition: 0, position: null, logEnd: null, lag: null, failure: null, stopped: null },
    ]);
  });
});
