import { describe, expect, it } from '@jest/globals';
import { addedFindings, addedPartitions, partitionOf } from './moved-keys.ts';

const now = new Date('2026-01-10T00:00:00Z');
const seen = (...days: readonly (string | null)[]) =>
  days.map((day, partition) => ({ topic: 't', partition, seenAt: day === null ? null : new Date(day) }));

describe('Partitions that were added', () => {
  it('are those that were seen after the first ones, or not yet', () => {
    expect(addedPartitions(seen('2026-01-01', '2026-01-01'), 2, now)).toBeNull();
    expect(addedPartitions(seen(null, '2026-01-02'), 2, now)).toMatchObject({ before: 1 });
    expect(addedPartitions(seen('2026-01-01', '2026-01-01'), 3, now)).toEqual({ before: 2, seenAt: null });
    expect(addedPartitions([], 3, now)).toBeNull();
  });

  it('are forgotten after a month', () => {
    expect(addedPartitions(seen('2025-01-01', '2025-01-02'), 2, now)).toBeNull();
  });

  it('are reported with the keys that go to another one', () => {
    const keys = Array.from({ length: 100 }, (_, i) => `sub_${i}`);
    const moved = keys.filter((key) => partitionOf(key, 2) !== partitionOf(key, 3));
    const of = { topic: 't', count: 3, seen: seen(null, null), followed: [], keys, isBehind: false, now };
    const [found] = addedFindings(of);
    expect(found).toMatchObject({ code: 'partitions_added', severity: 'note' });
    expect(found?.what).toContain(`${moved.length} of 100 contracts go to another one: ${moved[0]} (`);
    expect(addedFindings({ ...of, isBehind: true })[0]?.severity).toBe('warning');
  });
});
