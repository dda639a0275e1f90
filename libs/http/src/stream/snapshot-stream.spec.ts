import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { civilDate } from '@app/domain';
import { createLogger } from '@app/platform';
import type { FedRevision, FeedPlace, RevisionFeed, SnapshotRevision } from '@app/processing';
import { SnapshotStream } from './snapshot-stream.ts';
import { StreamReader } from './stream-reader.ts';

const READERS = 1000;
const SECOND = 1000;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const REVISION: SnapshotRevision = {
  grain: 'month',
  period: '2025-06',
  dimension: 'all',
  segment: 'all',
  revision: 1,
  snapshotId: 'one',
  status: 'open',
  reason: 'events',
  measuredOn: civilDate(2025, 6, 30),
  asOf: civilDate(2025, 6, 30),
  emittedAt: new Date(0),
  content: '{"arr":"1"}',
};

/** A feed of revisions in memory that counts what it is asked. */
const countedFeed = () => {
  const revisions: FedRevision[] = [];
  const asked = { count: 0, fails: false };
  const ask = <T>(answer: () => T): Promise<T> => {
    asked.count += 1;
    return asked.fails ? Promise.reject(new Error('the store is away')) : Promise.resolve(answer());
  };
  const isBehind = ({ place }: FedRevision, other: FeedPlace | null): boolean =>
    other === null || Number(place.takeId) > Number(other.takeId);
  const feed: RevisionFeed = {
    last: () => ask(() => revisions.at(-1)?.place ?? null),
    has: () => ask(() => true),
    behind: (place, limit) => ask(() => revisions.filter((each) => isBehind(each, place)).slice(0, limit)),
  };
  const write = (): void => {
    const takeId = String(revisions.length + 1);
    revisions.push({ place: { takeId, snapshotId: `revision ${takeId}` }, revision: REVISION });
  };
  return { feed, asked, write };
};

const following = async () => {
  const { feed, asked, write } = countedFeed();
  write();
  const logger = createLogger({ name: 'test', level: 'silent' });
  const stream = new SnapshotStream({ feed, health: () => Promise.resolve({}), logger });
  const outputs = Array.from({ length: READERS }, () => new PassThrough());
  for (const output of outputs) await stream.add(new StreamReader(output), null);
  const snapshotsOf = (output: PassThrough): number => String(output.read() ?? '').split('event: snapshot').length - 1;
  return { stream, asked, write, outputs, snapshotsOf };
};

describe('A thousand readers', () => {
  it('ask the store no more often than one', async () => {
    const { stream, asked, write, outputs, snapshotsOf } = await following();
    // Where the books are, once.
    expect(asked.count).toBe(1);
    await jest.advanceTimersByTimeAsync(10 * SECOND);
    expect(asked.count).toBe(11);
    write();
    await jest.advanceTimersByTimeAsync(SECOND);
    expect(asked.count).toBe(13);
    expect(outputs.map(snapshotsOf).every((count) => count === 1)).toBe(true);
    stream.close();
  });

  it('wait for a store that is away, and get what was written meanwhile', async () => {
    const { stream, asked, write, outputs, snapshotsOf } = await following();
    asked.fails = true;
    write();
    await jest.advanceTimersByTimeAsync(3 * SECOND);
    expect(outputs.every(({ destroyed }) => !destroyed)).toBe(true);
    asked.fails = false;
    await jest.advanceTimersByTimeAsync(SECOND);
    expect(outputs.map(snapshotsOf).every((count) => count === 1)).toBe(true);
    stream.close();
  });

  it('cost nothing once they are gone', async () => {
    const { stream, asked, outputs } = await following();
    stream.close();
    const { count } = asked;
    await jest.advanceTimersByTimeAsync(60 * SECOND);
    expect(asked.count).toBe(count);
    expect(outputs.every(({ destroyed }) => destroyed)).toBe(true);
  });
});
