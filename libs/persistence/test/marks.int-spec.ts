import { beforeAll, describe, expect, it } from '@jest/globals';
import { periodLabelled } from '@app/domain';
import { PostgresHistoryStore, PostgresMarkStore, PostgresRevisionArchive } from '@app/persistence';
import { makeMark, MarkRefusedError, SnapshotHistory } from '@app/processing';
import { amended, created, day, term } from '../../../test/builders/events.ts';
import { line } from '../../../test/builders/lines.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withStore((opened) => {
  store = opened;
});

const MADE_AT = new Date('2025-03-21T09:00:00Z');

const mark = (name: string, knownAt: string | null = null) =>
  makeMark(new PostgresMarkStore(store.database), {
    name,
    knownAt: knownAt === null ? null : new Date(knownAt),
    madeAt: MADE_AT,
    madeBy: 'ana',
  });

const marks = () => new PostgresMarkStore(store.database).list();

/** The revision of March that was known at an instant. */
const knownRevision = async (knownAt: Date): Promise<number | null> => {
  const { comparison } = await new SnapshotHistory(
    new PostgresHistoryStore(store.database, store.policyId),
    store.policy,
  ).history({
    period: periodLabelled('month', '2025-03', 1),
    name: { dimension: 'all', segment: 'all' },
    wasKnown: ({ emittedAt }) => emittedAt <= knownAt,
  });
  return comparison?.then?.revision.revision ?? null;
};

const terms = { term: term('2025-01-01', null) };

const repriced = (price: number, at: string) =>
  store
    .apply(fileBatch([amended({ ...terms, id: `to ${price}`, time: at, lines: [line({ price })] })], `${price}.jsonl`))
    .then(() => store.take(day(at.slice(0, 10)), new Date(at)));

describe('marks', () => {
  it('cannot be made before anything is reported', async () => {
    await expect(mark('early')).rejects.toThrow('nothing has been reported yet');
  });

  describe('of books with three revisions of one day', () => {
    beforeAll(async () => {
      await store.apply(fileBatch([created({ ...terms, time: '2025-03-10T07:00:00Z' })]));
      await store.take(day('2025-03-10'), new Date('2025-03-10T08:00:00Z'));
      await repriced(200, '2025-03-10T09:00:00Z');
      await repriced(300, '2025-03-10T10:00:00Z');
    });

    it('are at the last take, or at an earlier instant', async () => {
      const now = await mark('now');
      const earlier = await mark('earlier', '2025-03-10T09:30:00Z');
      expect(now).toEqual({ name: 'now', knownAt: new Date('2025-03-10T10:00:00Z'), madeAt: MADE_AT, madeBy: 'ana' });
      expect(await marks()).toEqual([earlier, now]);
    });

    it('are refused where they would say something that can change, or nothing', async () => {
      await expect(mark('late', '2025-03-21T09:00:00.001Z')).rejects.toThrow(MarkRefusedError);
      await expect(mark('late', '2025-03-21T09:00:00.001Z')).rejects.toThrow('still to come');
      await expect(mark('early', '2025-03-10T07:59:59.999Z')).rejects.toThrow('the first report is of 2025-03-10T08');
    });

    it('never move: a second one of the same name is refused with the time of the first', async () => {
      const before = await marks();
      await repriced(400, '2025-03-20T08:00:00Z');
      await expect(mark('now')).rejects.toThrow(
        'ana made it at 2025-03-21T09:00:00.000Z, for what was known at 2025-03-10T10:00:00.000Z',
      );
      expect(await marks()).toEqual(before);
    });

    it('keep their revisions when others of the same day are thinned out', async () => {
      const at = (time: string): Promise<number | null> => knownRevision(new Date(`2025-03-10T${time}Z`));
      expect([await at('08:30:00'), await at('09:30:00'), await at('10:00:00')]).toEqual([1, 2, 3]);
      await new PostgresRevisionArchive(store.database).thin(day('2025-03-25'), 'UTC');
      expect([await at('08:30:00'), await at('09:30:00'), await at('10:00:00')]).toEqual([null, 2, 3]);
    });

    it('wait for the end of a take that is at work, so that they name what it reports', async () => {
      const { promise: mayEnd, resolve: end } = Promise.withResolvers<undefined>();
      const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
      const taking = store.database.transaction('READ COMMITTED', async ({ query }) => {
        await query('LOCK TABLE take_gate IN SHARE ROW EXCLUSIVE MODE');
        await query(`INSERT INTO take (as_of, taken_at) VALUES ('2025-03-20', '2025-03-20T12:00:00Z')`);
        begin(undefined);
        await mayEnd;
      });
      await begun;
      const marking = mark('after the take');
      const waiting = `SELECT FROM pg_locks WHERE NOT granted AND relation = 'take_gate'::regclass`;
      while ((await store.database.query(waiting)).length === 0);
      end(undefined);
      await taking;
      expect((await marking).knownAt).toEqual(new Date('2025-03-20T12:00:00Z'));
    });
  });
});
