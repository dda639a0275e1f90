import { describe, expect, it } from '@jest/globals';
import { keepTopics, partitionsCatchingUp, PostgresProgress, PostgresSnapshotStore } from '@app/persistence';
import { type TakeOutcome, TakeSnapshots } from '@app/processing';
import { created, day, term } from '../../../test/builders/events.ts';
import { type OpenStore, TOPICS } from '../../../test/builders/postgres-store.ts';
import { batch, fileBatch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;
let progress: PostgresProgress;
let takes: TakeSnapshots;

withEmptyStore((opened) => {
  store = opened;
  progress = new PostgresProgress(store.database);
  takes = new TakeSnapshots(new PostgresSnapshotStore(store.database, store), {
    ...store,
    topic: TOPICS.snapshots,
  });
});

/** Logs of partitions from 0 on, each from its first offset to its end. */
const logs = (...ranges: readonly (readonly [first: number, end: number])[]) =>
  ranges.map(([first, end], partition) => ({ partition, first: BigInt(first), end: BigInt(end) }));

const deal = (n: number) =>
  created({ contract: `sub-${n}`, customer: `cus-${n}`, id: `evt-${n}`, term: term('2025-01-01', null) });
const deals = (from: number, count: number) => Array.from({ length: count }, (_, i) => deal(from + i));

const AS_OF = day('2025-03-10');

/** A take as a snapshotter makes it, which folds nothing itself. */
const take = (): Promise<TakeOutcome | null> => takes.take(AS_OF, new Date(0));
const NOTHING = { periods: 0, revisions: 0, restated: 0 };

const reported = () =>
  store.database.query(
    'SELECT grain, period, dimension, segment, revision, status, reason, content::text FROM snapshot ORDER BY 1, 2, 3, 4, 5',
  );

const behind = async (): Promise<readonly string[]> =>
  (await partitionsCatchingUp(store.database)).map(
    ({ topic, partition, next, end }) => `${topic}[${partition}] ${next} of ${end}`,
  );

describe('a first load through Kafka', () => {
  it('gives the revisions that a load from a file gives, with the same status and reason', async () => {
    await store.apply(fileBatch(deals(0, 6)));
    await store.take(AS_OF);
    const expected = await reported();
    expect(expected.length).toBeGreaterThan(3);
    await store.emptied();
    takes = new TakeSnapshots(new PostgresSnapshotStore(store.database, store), { ...store, topic: TOPICS.snapshots });

    await progress.seeLogEnds('events', logs([0, 4], [0, 2]));
    for (const from of [0, 2]) {
      await store.apply(batch(deals(from, 2), { from }));
      await store.fold(AS_OF);
      expect(await take()).toEqual(NOTHING);
    }
    await store.apply(batch(deals(4, 2), { partition: 1 }));
    expect(await take()).toEqual(NOTHING);
    await store.fold(AS_OF);
    expect((await take())?.revisions).toBe(expected.length);
    expect(await reported()).toEqual(expected);
  });

  it('is waited for until it is folded, however many events follow it', async () => {
    await store.apply(batch(deals(0, 2)));
    expect(await take()).toEqual(NOTHING);
    await store.apply(batch(deals(2, 1), { from: 2 }));
    await store.fold(AS_OF);
    await store.apply(batch(deals(3, 1), { from: 3 }));
    expect((await take())?.periods).toBeGreaterThan(0);
  });

  it('does not wait for a contract that is set aside, whose own events then come as a revision', async () => {
    await store.apply(batch(deals(0, 2)));
    await store.database.query(`
      INSERT INTO contract_set_aside (contract_id, reason, cost_ms, attempts, since, next_attempt_at)
      VALUES ('sub-0', 'dear', 9, 1, now(), now())`);
    expect(await take()).toEqual(NOTHING);
    await store.fold(AS_OF);
    expect((await take())?.periods).toBeGreaterThan(0);
    const contracts = `SELECT revision, (content ->> 'active_contracts')::int AS contracts FROM snapshot
      WHERE period = '2025-02' AND dimension = 'all' ORDER BY revision`;
    expect(await store.database.query(contracts)).toEqual([{ revision: 1, contracts: 1 }]);
    await store.database.query('DELETE FROM contract_set_aside');
    await store.fold(AS_OF);
    await take();
    expect(await store.database.query(contracts)).toEqual([
      { revision: 1, contracts: 1 },
      { revision: 2, contracts: 2 },
    ]);
  });

  it('is none where the topic is empty: the first events are reported at once', async () => {
    await progress.seeLogEnds('events', logs([0, 0], [700, 700]));
    expect(await behind()).toEqual([]);
    await store.apply(batch(deals(0, 1)));
    await store.fold(AS_OF);
    expect((await take())?.periods).toBeGreaterThan(0);
  });

  it('lets the closed periods of a store that has reported wait, while an added partition is read', async () => {
    await store.apply(fileBatch(deals(0, 1)));
    await store.take(AS_OF);
    await progress.seeLogEnds('events', logs([0, 0], [0, 1]));
    await store.apply(fileBatch(deals(1, 1)));
    await store.fold(AS_OF);
    await take();
    const restated = `SELECT DISTINCT period FROM snapshot WHERE revision > 1 ORDER BY period`;
    expect(await store.database.query(restated)).toEqual([{ period: '2025-03' }]);
    await store.apply(batch(['bad'], { partition: 1 }));
    await take();
    expect(await store.database.query(restated)).toHaveLength(3);
  });
});

describe('the ends that logs had when they were first seen', () => {
  it('stay while the logs grow and processors are replaced, and added partitions get their own', async () => {
    await progress.seeLogEnds('events', logs([0, 4], [3, 9]));
    await progress.seeLogEnds('events', logs([0, 40], [3, 90], [0, 7]));
    expect(await behind()).toEqual(['events[0] null of 4', 'events[1] null of 9', 'events[2] null of 7']);
    await store.apply(batch(deals(0, 3)));
    expect(await behind()).toContain('events[0] 3 of 4');
    await store.apply(batch(deals(3, 1), { from: 3 }));
    expect(await behind()).toEqual(['events[1] null of 9', 'events[2] null of 7']);
  });

  it('go down with a topic that was created again, shorter or with fewer partitions, or emptied', async () => {
    await progress.seeLogEnds('events', logs([0, 400], [0, 400], [0, 400]));
    await store.apply(batch(deals(0, 2)));
    await progress.seeLogEnds('events', logs([0, 2], [400, 400]));
    expect(await behind()).toEqual([]);
  });

  it('are forgotten with a topic that is no longer read', async () => {
    await progress.seeLogEnds('events', logs([0, 4]));
    await progress.seeLogEnds('former', logs([0, 4]));
    await keepTopics(store.database, ['events', 'rates']);
    expect(await behind()).toEqual(['events[0] null of 4']);
  });

  it('are forgotten with a topic that is no longer read and has more than 10,000 records left', async () => {
    await store.apply({ ...batch(deals(0, 1)), logEnd: 10_002n });
    expect(await behind()).toEqual(['events[0] 1 of 10002']);
    await keepTopics(store.database, ['others']);
    expect(await behind()).toEqual([]);
  });

  it('are passed by a partition with more than 10,000 records left, which is behind again', async () => {
    await progress.seeLogEnds('events', logs([0, 1]));
    await store.apply({ ...batch(deals(0, 1)), logEnd: 10_001n });
    expect(await behind()).toEqual([]);
    await store.apply({ ...batch(deals(1, 1), { from: 1 }), logEnd: 10_003n });
    expect(await behind()).toEqual(['events[0] 2 of 10003']);
  });

  it('are written where they are new, and not when the same logs are seen again', async () => {
    const versions = () =>
      store.database.query('SELECT partition, xmin::text, xmax::text FROM first_log_end ORDER BY 1');
    await progress.seeLogEnds('events', logs([0, 4], [0, 0]));
    const before = await versions();
    await progress.seeLogEnds('events', logs([0, 5], [0, 3]));
    expect(await versions()).toEqual(before);
  });
});
