import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CivilDate, parseCivilDate, periodLabelled, type Policy } from '@app/domain';
import { eventFiles, readRatesFile } from '@app/host';
import {
  Database,
  DATABASE_DEFAULTS,
  OtherPolicyError,
  PostgresBooks,
  PostgresHistoryStore,
  PostgresIngestStore,
  PostgresRestatementStore,
  PostgresSnapshotStore,
} from '@app/persistence';
import { ApplyEvents, restate, type RestateOutcome, snapshotRecord, TakeSnapshots } from '@app/processing';
import { isPolicyFault, policyId, readPolicy } from '@app/wire';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { replayAndReport } from '../../apps/cli/src/replay/replay-and-report.ts';
import { writeContracts, writeSnapshots } from '../../apps/cli/src/replay/write-reports.ts';
import { type Books, booksIn, conformanceCase, type ConformanceCase } from '../conformance/conformance-case.ts';
import { differences } from '../conformance/differences.ts';
import { type FreshDatabase, freshDatabase, type PostgresService, startPostgres } from '../services/postgres.ts';

const date = (text: string): CivilDate => {
  const day = parseCivilDate(text);
  if (day === null) throw new Error(text);
  return day;
};

const policy = (json: unknown): Policy => {
  const read = readPolicy(json);
  if (isPolicyFault(read)) throw new Error(read.message);
  return read;
};

const CASE = conformanceCase('any-order');
const AS_OF = date(CASE.asOf);
const TOPIC = 'acv.snapshots.v1';
const FORMER = policy({ grains: ['month', 'quarter'], dimensions: ['tier', 'region'] });
const NEW = policy({
  amendment_basis: 'whole_term',
  ramp: 'term_average',
  discounts: 'all',
  grains: ['quarter'],
  fiscal_year_start_month: 4,
  dimensions: ['tier'],
  bands: [
    { label: 'small', from: '0' },
    { label: 'large', from: '500' },
  ],
  cohort_grain: 'month',
});

const BANDS = [
  [{ label: 'any', from: '0' }],
  [
    { label: 'small', from: '0' },
    { label: 'large', from: '500' },
  ],
  [
    { label: 'small', from: '0' },
    { label: 'middle', from: '300' },
    { label: 'large', from: '100000' },
  ],
];

const POLICIES = fc
  .record(
    {
      ramp: fc.constantFrom('average_in_year', 'exit_run_rate', 'term_average'),
      amendment_basis: fc.constantFrom('remaining_term', 'whole_term'),
      discounts: fc.constantFrom('lasting', 'all'),
      grains: fc.subarray(['month', 'quarter', 'year'], { minLength: 1 }),
      fiscal_year_start_month: fc.integer({ min: 1, max: 12 }),
      dimensions: fc.subarray(['tier', 'channel', 'region']),
      bands: fc.constantFrom(...BANDS),
      cohort_grain: fc.constantFrom('month', 'quarter', 'year'),
      fx: fc.constantFrom('period_end', 'constant'),
      close_after_days: fc.nat(40),
    },
    { requiredKeys: [] },
  )
  .map((keys) => (keys.fx === 'constant' ? { ...keys, fx_date: '2025-01-31' } : keys));

const silent = { show: () => undefined, done: () => undefined };

describe('restating a store to another policy', () => {
  let service: PostgresService;
  let fresh: FreshDatabase;
  let database: Database;
  let folder: string;

  beforeEach(async () => {
    service = await startPostgres();
    fresh = await freshDatabase(service);
    database = await Database.connect({ ...DATABASE_DEFAULTS, url: fresh.url, poolSize: 4 });
    folder = await mkdtemp(join(tmpdir(), 'acv-restate-'));
  });

  afterEach(async () => {
    await database.close();
    await fresh.drop();
    await service.stop();
    await rm(folder, { recursive: true });
  });

  const replayInto = async (into: Database, under: Policy, of: ConformanceCase = CASE): Promise<void> => {
    const rates = of.rates === null ? [] : await readRatesFile('rates', of.rates);
    const source = await eventFiles('events', [of.events]);
    const input = { source, asOf: date(of.asOf), policy: under, rates };
    const output = { snapshots: null, contracts: null, refused: join(folder, 'refused.jsonl') };
    await replayAndReport(into, input, output, { today: () => date(of.asOf), progressLine: silent });
  };

  const restateIn = async (
    store: Database,
    to: Policy,
    { isDryRun, today }: Readonly<{ isDryRun: boolean; today: CivilDate }>,
  ): Promise<RestateOutcome> => {
    const now = (): Date => new Date('2026-01-01T00:00:00Z');
    const restatements = new PostgresRestatementStore(store, { contractsTopic: 'acv.contracts.v1', now });
    return restate(restatements, { policy: to, isDryRun, topic: TOPIC, now, today: () => today });
  };

  const restated = (to: Policy, isDryRun: boolean): Promise<RestateOutcome> =>
    restateIn(database, to, { isDryRun, today: AS_OF });

  const booksOf = async (of: Database, asOf: CivilDate = AS_OF): Promise<Books> => {
    await writeContracts(new PostgresBooks(of), { day: asOf, policy: NEW, rates: [] }, join(folder, 'contracts.jsonl'));
    await writeSnapshots(new PostgresBooks(of), join(folder, 'snapshots.jsonl'));
    return booksIn(folder);
  };

  const onFreshDatabase = async <T>(work: (fresh: Database) => Promise<T>): Promise<T> => {
    const other = await freshDatabase(service);
    const connected = await Database.connect({ ...DATABASE_DEFAULTS, url: other.url, poolSize: 4 });
    try {
      return await work(connected);
    } finally {
      await connected.close();
      await other.drop();
    }
  };

  /** Status is not compared: a period that is closed in a fresh store is `restated` here. */
  const withoutStatus = ({ snapshots, ...books }: Books): Books => ({
    ...books,
    snapshots: snapshots.map(({ status: _, ...snapshot }) => snapshot),
  });

  it('gives the books of a fresh store under that policy', async () => {
    await replayInto(database, FORMER);
    await restated(NEW, false);
    await onFreshDatabase(async (unrestated) => {
      await replayInto(unrestated, NEW);
      const wanted = withoutStatus(await booksOf(unrestated));
      expect(differences(wanted, withoutStatus(await booksOf(database)))).toEqual([]);
    });
  });

  it.each(['any-order', 'two-currencies', 'replaced-early'])(
    'gives the books of a fresh store, whatever the two policies (%s)',
    async (name) => {
      const of = conformanceCase(name);
      const asOf = date(of.asOf);
      const booksAfter = (work: (store: Database) => Promise<unknown>): Promise<Books> =>
        onFreshDatabase(async (store) => {
          await work(store);
          return withoutStatus(await booksOf(store, asOf));
        });
      const claim = fc.asyncProperty(POLICIES, POLICIES, async (former, wanted) => {
        const fresh = await booksAfter((store) => replayInto(store, policy(wanted), of));
        const restated = await booksAfter(async (store) => {
          await replayInto(store, policy(former), of);
          await restateIn(store, policy(wanted), { isDryRun: false, today: asOf });
        });
        expect(differences(fresh, restated)).toEqual([]);
      });
      // Shrinking a counterexample would take longer than the test's time limit.
      await fc.assert(claim, { numRuns: 3, endOnFailure: true });
    },
  );

  it('shows the same figures in a dry run, and stores none of them', async () => {
    await replayInto(database, FORMER);
    const before = await booksOf(database);
    const dry = await restated(NEW, true);
    expect(await booksOf(database)).toEqual(before);
    const done = await restated(NEW, false);
    expect(dry.whole.map(({ key, after }) => [key, after?.content])).toEqual(
      done.whole.map(({ key, after }) => [key, after?.content]),
    );
  });

  it('withdraws the keys that the policy no longer has by a last revision and a tombstone on the topic', async () => {
    await replayInto(database, FORMER);
    await restated(NEW, false);
    const left = await database.query<{ key: string }>(
      `SELECT DISTINCT grain || '|' || dimension AS key FROM snapshot s WHERE revision = (SELECT max(revision)
         FROM snapshot o WHERE (o.grain, o.period, o.dimension, o.segment) = (s.grain, s.period, s.dimension, s.segment))
       AND status <> 'withdrawn' ORDER BY key`,
    );
    expect(left.map(({ key }) => key)).toEqual(['quarter|acv_band', 'quarter|all', 'quarter|cohort', 'quarter|tier']);
    const [monthly] = await database.query<{ tombstones: number; withdrawn: number }>(
      `SELECT (SELECT count(*)::int FROM outbox WHERE value IS NULL AND convert_from(key, 'UTF8') LIKE 'month|%') AS tombstones,
         (SELECT count(*)::int FROM snapshot WHERE status = 'withdrawn' AND grain = 'month') AS withdrawn`,
    );
    expect(monthly?.withdrawn).toBeGreaterThan(0);
    expect(monthly?.tombstones).toBe(monthly?.withdrawn);
  });

  /** The revisions in the outbox, byte for byte as they will be published, by id. */
  const published = async (): Promise<ReadonlyMap<string, Buffer>> => {
    const rows = await database.query<{ ce_id: string; value: Buffer }>(
      `SELECT headers ->> 'ce_id' AS ce_id, value FROM outbox WHERE topic = $1`,
      [TOPIC],
    );
    return new Map(rows.map(({ ce_id, value }) => [Buffer.from(ce_id, 'base64').toString(), value]));
  };

  /** The revisions of these ids, encoded again from the books. */
  const keptOf = async (ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> => {
    const names = await database.query<{ grain: 'month'; period: string; dimension: string; segment: string }>(
      'SELECT DISTINCT grain, period, dimension, segment FROM snapshot WHERE snapshot_id = ANY($1)',
      [ids],
    );
    const history = new PostgresHistoryStore(database, policyId(NEW));
    const found = await history.read(async (reading) => {
      const revisions = [];
      for (const { grain, period, ...segment } of names) {
        const labelled = periodLabelled(grain, period, FORMER.fiscalYearStartMonth);
        revisions.push(...(await reading.revisions(labelled, segment)));
      }
      return revisions;
    });
    const asked = new Set(ids);
    return new Map(
      found
        .filter(({ snapshotId }) => asked.has(snapshotId))
        .map((revision) => [revision.snapshotId, Buffer.from(snapshotRecord(revision))]),
    );
  };

  it('keeps every revision that was published under the former policy, byte for byte', async () => {
    // A replay takes no snapshots when a snapshotter is at work.
    await new PostgresBooks(database).sawSnapshotter();
    const source = await eventFiles('events', [CASE.events]);
    const input = { source, asOf: null, policy: FORMER, rates: [] };
    const output = { snapshots: null, contracts: null, refused: null };
    await replayAndReport(database, input, output, { today: () => AS_OF, progressLine: silent });
    const at = { policy: FORMER, policyId: policyId(FORMER) };
    const snapshots = new TakeSnapshots(new PostgresSnapshotStore(database, at), { ...at, topic: TOPIC });
    await snapshots.take(date('2025-07-15'), new Date('2025-07-16T00:00:00.123Z'));
    await snapshots.take(AS_OF, new Date('2025-10-01T00:00:00.456Z'));
    const before = await published();
    expect([...before.keys()].some((id) => id.endsWith('#2'))).toBe(true);
    await restated(NEW, false);
    expect(await keptOf([...before.keys()])).toEqual(before);
  });

  it('refuses a batch under the former policy', async () => {
    await replayInto(database, FORMER);
    await restated(NEW, false);
    const events = new ApplyEvents(new PostgresIngestStore(database, policyId(FORMER)));
    const batch = {
      origin: { kind: 'file', file: 'more.jsonl' },
      records: [],
      follows: null,
      nextPosition: 1n,
      logEnd: null,
    } as const;
    await expect(events.apply(batch)).rejects.toThrow(OtherPolicyError);
  });
});
