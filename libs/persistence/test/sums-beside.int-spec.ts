import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type CivilDate, periodLabelled, type Policy } from '@app/domain';
import { PostgresRestatementStore, PostgresSnapshotStore } from '@app/persistence';
import { restate, type RestateOutcome, TakeSnapshots } from '@app/processing';
import { day } from '../../../test/builders/events.ts';
import { fillKnownBook, KNOWN_POLICY } from '../../../test/builders/known-book.ts';
import { type OpenStore, TOPICS } from '../../../test/builders/postgres-store.ts';
import { withStore } from '../../../test/builders/suite-store.ts';
import { SumsBeside } from '../src/snapshots/beside/sums-beside.ts';

/** A year after the first month: there are twelve and more periods to take at once. */
const AS_OF = day('2026-03-31');

let opened: OpenStore;

withStore(
  (store) => {
    opened = store;
  },
  { policy: KNOWN_POLICY },
);

afterEach(() => {
  jest.restoreAllMocks();
});

const emptied = async (policy: Policy = KNOWN_POLICY): Promise<OpenStore> => {
  opened = await opened.emptied(policy);
  return opened;
};

/** The last revision of every snapshot that is not withdrawn: its name, content and workings. */
const reported = ({ database }: OpenStore) =>
  database.query(
    `SELECT DISTINCT ON (grain, period, dimension, segment) grain, period, dimension, segment, content::text, workings::text
     FROM snapshot ORDER BY grain, period, dimension, segment, revision DESC`,
  );

/** The month after those of the known book. */
const JULY = 6;

/** Takes as of the end of each further month up to a day, so that no take has many periods. */
const takenByMonth = async (store: OpenStore, until: CivilDate): Promise<void> => {
  for (let month = JULY; ; month += 1) {
    const end = day(new Date(Date.UTC(2025, month + 1, 0)).toISOString().slice(0, 10));
    await store.take(end);
    if (end >= until) return;
  }
};

/** The number of transactions that a work begins beside its own. */
const besideIn = async (store: OpenStore, work: () => Promise<unknown>): Promise<number> => {
  const begun = jest.spyOn(store.database, 'pass');
  await work();
  return begun.mock.calls.length;
};

const restated = async (store: OpenStore, policy: Policy): Promise<RestateOutcome> => {
  const now = (): Date => new Date('2026-04-01T00:00:00Z');
  const restatements = new PostgresRestatementStore(store.database, { contractsTopic: TOPICS.contracts, now });
  return restate(restatements, { policy, isDryRun: false, topic: null, now, today: () => AS_OF });
};

describe('A take of many periods', () => {
  it('sums them up on two connections, and gives the figures of takes month by month', async () => {
    const monthly = await emptied();
    await fillKnownBook(monthly);
    await takenByMonth(monthly, AS_OF);
    const expected = await reported(monthly);

    const store = await emptied();
    await fillKnownBook(store);
    // The take itself finds the first active days, which its other connection cannot see, and takes every period.
    await store.database.query('DELETE FROM customer');
    await store.database.query('UPDATE change SET take_id = NULL');
    await store.database.query(`UPDATE store SET calc_version = '0'`);
    const takes = new TakeSnapshots(new PostgresSnapshotStore(store.database, store), { ...store, topic: null });
    expect(await besideIn(store, () => takes.take(AS_OF, new Date(0)))).toBe(1);
    expect(expected.length).toBeGreaterThan(200);
    expect(await reported(store)).toEqual(expected);
  });
});

describe('A take of many periods that keeps comparisons', () => {
  it('leaves the open ones to the connection that keeps them, and the others to both', async () => {
    const store = await emptied();
    await fillKnownBook(store);
    await store.database.query(`UPDATE store SET calc_version = '0'`);
    const begun = jest.spyOn(SumsBeside.prototype, 'begin');
    const isShared = (grain: 'month' | 'quarter', label: string): boolean | undefined =>
      begun.mock.calls[0]?.[1].periods.has({ period: periodLabelled(grain, label, 1) });
    begun.mockImplementation(async () => {
      expect([isShared('month', '2026-02'), isShared('quarter', '2025-Q4')]).toEqual([true, true]);
      expect([isShared('month', '2026-03'), isShared('quarter', '2026-Q1')]).toEqual([false, false]);
    });
    await store.take(AS_OF);
    expect(begun).toHaveBeenCalledTimes(1);
  });
});

describe('A restatement of many periods', () => {
  const OTHER: Policy = { ...KNOWN_POLICY, discounts: 'all', renewalGraceDays: 30 };

  const under = async (policy: Policy): Promise<Awaited<ReturnType<typeof reported>>> => {
    const fresh = await emptied(policy);
    await fillKnownBook(fresh);
    await takenByMonth(fresh, AS_OF);
    return reported(fresh);
  };

  it('sums them up on two connections, both of which see the contracts as they were valued in it', async () => {
    const expected = await under(OTHER);
    const store = await emptied();
    await fillKnownBook(store);
    await takenByMonth(store, AS_OF);
    expect(await reported(store)).not.toEqual(expected);
    const outcomes: RestateOutcome[] = [];
    expect(await besideIn(store, async () => outcomes.push(await restated(store, OTHER)))).toBe(1);
    expect(outcomes[0]?.contracts).toBeGreaterThan(0);
    expect(await reported(store)).toEqual(expected);
  });

  it('values no contract if the policies value them alike, and gives the books of a fresh store', async () => {
    const [band] = KNOWN_POLICY.bands;
    if (band === undefined) throw new Error('The policy has bands.');
    const oneBand: Policy = { ...KNOWN_POLICY, bands: [{ ...band, label: 'any' }], cohortGrain: 'quarter' };
    const expected = await under(oneBand);
    const store = await emptied();
    await fillKnownBook(store);
    await takenByMonth(store, AS_OF);
    const written = () => store.database.query('SELECT contract_id, xmin::text FROM span_run ORDER BY 1, 2');
    const before = await written();
    expect(await restated(store, oneBand)).toMatchObject({ contracts: 0 });
    expect(await written()).toEqual(before);
    const names = new Set(expected.map(({ dimension, segment }) => `${String(dimension)} ${String(segment)}`));
    const kept = (await reported(store)).filter(({ dimension, segment }) =>
      names.has(`${String(dimension)} ${String(segment)}`),
    );
    expect(kept).toEqual(expected);
  });

  it('values every contract if it is by the same policy', async () => {
    const store = await emptied();
    await fillKnownBook(store);
    expect((await restated(store, KNOWN_POLICY)).contracts).toBeGreaterThan(0);
  });
});
