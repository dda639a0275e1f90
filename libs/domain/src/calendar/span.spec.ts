import { describe, expect, it } from '@jest/globals';
import { day } from '../../../../test/builders/events.ts';
import { covers, intersection, type Span } from './span.ts';

const span = (start: string, end: string | null): Span => ({ start: day(start), end: end === null ? null : day(end) });

describe('a span', () => {
  it('holds its first day but not its end', () => {
    const january = span('2025-01-01', '2025-02-01');
    const days = ['2024-12-31', '2025-01-01', '2025-01-31', '2025-02-01'];
    expect(days.map((on) => covers(january, day(on)))).toEqual([false, true, true, false]);
  });

  it('goes on without an end', () => {
    expect(covers(span('2025-01-01', null), day('2200-12-31'))).toBe(true);
  });

  it('shares no day with its neighbour', () => {
    expect(intersection(span('2025-01-01', '2025-02-01'), span('2025-02-01', null))).toBeNull();
    expect(intersection(span('2025-01-01', null), span('2024-02-01', null))).toEqual(span('2025-01-01', null));
    expect(intersection(span('2025-01-01', '2025-03-01'), span('2025-02-01', '2025-04-01'))).toEqual(
      span('2025-02-01', '2025-03-01'),
    );
  });
});
