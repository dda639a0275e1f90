import { describe, expect, it } from '@jest/globals';
import { fileBatch } from '../../../../test/builders/records.ts';
import type { IncomingBatch } from './incoming-batch.ts';
import { BatchReader } from './batch-reader.ts';

/** Records that are no events: each is refused. */
const batch = (count: number): IncomingBatch => fileBatch(Array.from({ length: count }, () => '{}'));

describe('BatchReader', () => {
  it('reads every record, however often it yields', async () => {
    const { refused } = await new BatchReader().read(batch(1_001));
    expect(refused.map(({ record }) => Number(record.position))).toEqual(
      Array.from({ length: 1_001 }, (_, i) => i + 1),
    );
  });

  it('reads one batch after the other, in the given order', async () => {
    const reader = new BatchReader();
    const read: string[] = [];
    const note = (name: string) => (): unknown => read.push(name);
    await Promise.all([
      reader.read(batch(2_000)).then(note('long')),
      reader.read(batch(1)).then(note('short')),
      reader.read(batch(300)).then(note('next')),
    ]);
    expect(read).toEqual(['long', 'short', 'next']);
  });

  it('yields to other work while it reads', async () => {
    let turns = 0;
    let isRead = false;
    const reading = new BatchReader().read(batch(2_000)).then(() => (isRead = true));
    const takeTurns = (): void => {
      if (isRead) return;
      turns += 1;
      setImmediate(takeTurns);
    };
    setImmediate(takeTurns);
    await reading;
    expect(turns).toBeGreaterThanOrEqual(7);
  });
});
