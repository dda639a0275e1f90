import { describe, expect, it } from '@jest/globals';
import { catchUpNote } from './catch-up-watch.ts';

const partition = (number: number, next: bigint | null) => ({ topic: 'events', partition: number, next, end: 900n });

describe('the note of a store that catches up', () => {
  it('says how far each partition is, and what waits', () => {
    expect(catchUpNote([partition(0, 120n), partition(1, null)])).toBe(
      'events[0] is at offset 120, of 900; events[1] has not been read yet, of 900. ' +
        'Closed periods wait until then, and in a new store all periods.',
    );
  });

  it('names three partitions, and counts the others', () => {
    const note = catchUpNote([0, 1, 2, 3, 4].map((number) => partition(number, 1n)));
    expect(note).toContain('events[2] is at offset 1, of 900; and 2 more.');
    expect(note).not.toContain('events[3]');
  });
});
