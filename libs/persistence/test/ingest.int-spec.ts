import { describe, expect, it } from '@jest/globals';
import type { ContractEvent } from '@app/domain';
import { ApplyEvents } from '@app/processing';
import { failureClass, PostgresIngestStore, PostgresProgress, ProgressWentBackError } from '@app/persistence';
import { eventJson } from '@app/wire';
import { amended, created } from '../../../test/builders/events.ts';
import { line } from '../../../test/builders/lines.ts';
import { connect, type OpenStore } from '../../../test/builders/postgres-store.ts';
import { batch, fileBatch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

const ids = async (): Promise<readonly string[]> => {
  const rows = await store.database.query<{ id: string }>('SELECT id FROM ledger ORDER BY seq');
  return rows.map(({ id }) => id);
};

const ascending = (a: number, b: number): number => a - b;

const event = (id: string, changes: Parameters<typeof created>[0] = {}) => created({ id, ...changes });
const several = (...names: readonly string[]): readonly ContractEvent[] =>
  names.map((id) => event(id, { contract: `sub-${id}` }));
const next = (partition = 0) => new PostgresProgress(store.database).nextOffset('events', partition);

describe('the progress of a partition', () => {
  it('is null until its first batch, then the offset after the last record', async () => {
    expect(await next()).toBeNull();
    await store.apply(batch(several('a', 'b'), { from: 7 }));
    expect(await next()).toBe(9n);
    await store.apply(batch([], { from: 12 }));
    expect(await next()).toBe(12n);
  });

  it('drops a batch below it, and applies the rest of a batch that overlaps it', async () => {
    await store.apply(batch(several('a', 'b', 'c')));
    const repeated = await store.apply(batch(several('a', 'b', 'c')));
    expect(repeated).toMatchObject({ accepted: { created: 0 }, repeated: 0, alreadyDone: 3 });
    const half = await store.apply(batch(['no event', ...several('b', 'c', 'd'), 'none either'], { from: 1 }));
    expect(half).toMatchObject({ accepted: { created: 1 }, repeated: 1, refused: { not_json: 1 }, alreadyDone: 2 });
    expect(await ids()).toEqual(['a', 'b', 'c', 'd']);
    expect(await next()).toBe(6n);
  });

  it('never goes back', async () => {
    await store.apply(batch(several('a', 'b', 'c')));
    await store.apply(batch(several('a')));
    expect(await next()).toBe(3n);
  });

  it('that went back refuses the next batch, and accepts it once the records between have come again', async () => {
    await store.apply(batch(several('a', 'b')));
    await store.apply(batch(several('c'), { from: 2, follows: 2n }));
    const following = batch(['bad', ...several('d')], { from: 4, follows: 3n });
    for (const [back, at] of [
      ["UPDATE progress SET next_offset = 2 WHERE topic = 'events'", 2n],
      ['DELETE FROM progress', null],
    ] as const) {
      await store.database.query(back);
      const refusal: unknown = await store.apply(following).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(ProgressWentBackError);
      expect(failureClass(refusal)).toBe('retry');
      expect(await next()).toBe(at);
    }
    expect(await ids()).toEqual(['a', 'b', 'c']);
    expect(await store.database.query('SELECT FROM refused')).toEqual([]);
    expect(await store.apply(batch(several('a', 'b', 'c')))).toMatchObject({ repeated: 3 });
    expect(await store.apply(following)).toMatchObject({ accepted: { created: 1 }, refused: { not_json: 1 } });
    expect(await next()).toBe(6n);
  });

  it('is stored for each partition, and not for a file', async () => {
    await store.apply(batch(several('a'), { partition: 0 }));
    await store.apply(batch(several('b', 'c'), { partition: 1 }));
    await store.apply(fileBatch(several('d')));
    expect([await next(0), await next(1)]).toEqual([1n, 2n]);
    expect(await store.database.query('SELECT count(*)::int AS n FROM progress')).toEqual([{ n: 2 }]);
  });

  it('applies each record once if several owners of a partition bring it at the same time', async () => {
    const other = new ApplyEvents(new PostgresIngestStore(store.database, store.policyId));
    const names = Array.from({ length: 40 }, (_, i) => `evt-${String(i).padStart(2, '0')}`);
    for (let from = 0; from < 40; from += 8) {
      const one = batch(['bad', ...several(...names.slice(from, from + 8))], { from: from + from / 8 });
      const outcomes = await Promise.all([store.apply(one), other.apply(one), store.apply(one)]);
      expect(outcomes.map(({ accepted }) => accepted.created).toSorted(ascending)).toEqual([0, 0, 8]);
      expect(outcomes.map(({ alreadyDone }) => alreadyDone).toSorted(ascending)).toEqual([0, 9, 9]);
    }
    expect(await ids()).toEqual(names);
    expect(await store.database.query('SELECT count(*)::int AS n FROM outbox')).toEqual([{ n: 5 }]);
    expect(await store.database.query('SELECT count(*)::int AS n FROM refused')).toEqual([{ n: 5 }]);
  });
});

describe('an event whose id is in the ledger', () => {
  const other = event('a', { lines: [line({ price: 200 })] });

  it('counts once within a batch, and is refused with other content: the first one counts', async () => {
    const outcome = await store.apply(batch([event('a'), event('a'), other]));
    expect(outcome).toMatchObject({ accepted: { created: 1 }, repeated: 1, refused: { id_conflict: 1 } });
  });

  it('counts once across batches and partitions, and from a file', async () => {
    await store.apply(batch([event('a')]));
    expect(await store.apply(batch([event('a'), other], { partition: 1 }))).toMatchObject({
      repeated: 1,
      refused: { id_conflict: 1 },
    });
    expect(await store.apply(fileBatch([event('a'), other]))).toMatchObject({
      repeated: 1,
      refused: { id_conflict: 1 },
    });
    expect(await ids()).toEqual(['a']);
  });

  it('is a repeat with its keys in another order, and a conflict with another time', async () => {
    const stated: Readonly<Record<string, unknown>> = JSON.parse(eventJson(event('a')));
    const reversed = JSON.stringify(Object.fromEntries(Object.entries(stated).toReversed()));
    const later = JSON.stringify({ ...stated, time: '2025-01-01T00:00:00.0Z' });
    const outcome = await store.apply(batch([event('a'), reversed, later]));
    expect(outcome).toMatchObject({ accepted: { created: 1 }, repeated: 1, refused: { id_conflict: 1 } });
  });

  it('is a different event under another source, and a refused event leaves its id free', async () => {
    const bad = eventJson(event('b')).replace('"USD"', '"XXXX"');
    await store.apply(batch([event('a'), event('a', { source: '/other' }), bad, event('b')]));
    expect((await ids()).toSorted()).toEqual(['a', 'a', 'b']);
  });

  it('counts once if partitions bring it at the same time, and they do not deadlock', async () => {
    const all = several('a', 'b', 'c', 'd', 'e', 'f');
    const outcomes = await Promise.all(
      [all, all.toReversed(), [...all.slice(3), ...all.slice(0, 3)]].map((events, partition) =>
        store.apply(batch(events, { partition })),
      ),
    );
    const count = (of: (outcome: (typeof outcomes)[number]) => number) =>
      outcomes.reduce((sum, outcome) => sum + of(outcome), 0);
    expect(count(({ accepted }) => accepted.created)).toBe(6);
    expect(count(({ repeated }) => repeated)).toBe(12);
    expect((await ids()).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('is refused in all but one of the partitions that bring different content at the same time', async () => {
    const outcomes = await Promise.all(
      [event('a'), other].map((one, partition) => store.apply(batch([one], { partition }))),
    );
    const verdicts = outcomes.map(
      ({ accepted, refused }) => `${accepted.created} accepted, ${refused.id_conflict ?? 0} refused`,
    );
    expect(verdicts.toSorted()).toEqual(['0 accepted, 1 refused', '1 accepted, 0 refused']);
  });
});

describe('a batch that fails', () => {
  it('leaves nothing behind, and can be applied again', async () => {
    const fails = new ApplyEvents(new PostgresIngestStore(store.database, 'another policy'));
    await expect(fails.apply(batch(['bad', ...several('a')]))).rejects.toThrow('policy');
    expect(await ids()).toEqual([]);
    expect(await next()).toBeNull();
    await store.apply(batch(['bad', ...several('a')]));
    expect(await ids()).toEqual(['a']);
  });

  it('waits while the policy is being changed, and continues after it', async () => {
    const second = await connect(store.url, 1);
    let done = false;
    const holding = second.transaction('READ COMMITTED', async ({ query }) => {
      await query('LOCK TABLE store_gate IN EXCLUSIVE MODE');
      const applied = store.apply(batch(several('a'))).then(() => {
        done = true;
      });
      for (let waiting = 0; waiting === 0;) {
        const [row] = await query<{
          n: number;
        }>(`SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
        waiting = row?.n ?? 0;
      }
      expect(done).toBe(false);
      return { applied };
    });
    await (
      await holding
    ).applied;
    expect(await ids()).toEqual(['a']);
    await second.close();
  });
});

describe('an amendment', () => {
  it('is accepted before the creation of its contract', async () => {
    expect(await store.apply(batch([amended()]))).toMatchObject({ accepted: { amended: 1, created: 0 } });
  });
});
