import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CivilDate, parseCivilDate, type Policy } from '@app/domain';
import {
  Database,
  DATABASE_DEFAULTS,
  OtherPolicyError,
  PostgresBooks,
  PostgresIngestStore,
  PostgresRestatementStore,
} from '@app/persistence';
import { ApplyEvents, restate, type RestateOutcome } from '@app/processing';
import { isPolicyFault, policyId, readPolicy } from '@app/wire';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { replay } from '../../apps/cli/src/replay/replay.ts';
import { writeContracts, writeSnapshots } from '../../apps/cli/src/replay/write-reports.ts';
import { type Books, booksIn } from '../conformance/conformance-case.ts';
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

const AS_OF = date('2025-09-30');
const CASE = 'test/conformance/cases/any-order/events.jsonl';
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

  const replayInto = async (into: Database, under: Policy): Promise<void> => {
    const input = { files: [CASE], asOf: AS_OF, policy: under, rates: [] };
    const output = { snapshots: null, contracts: null, refused: join(folder, 'refused.jsonl') };
    await replay(into, input, output, { today: () => AS_OF, progress: silent });
  };

  const restated = async (to: Policy, isDryRun: boolean): Promise<RestateOutcome> => {
    const now = (): Date => new Date('2025-10-01T00:00:00Z');
    const store = new PostgresRestatementStore(database, { contractsTopic: 'acv.contracts.v1', now });
    return restate(store, { policy: to, isDryRun, topic: 'acv.snapshots.v1', now, today: () => AS_OF });
  };

  const booksOf = async (of: Database): Promise<Books> => {
    await writeContracts(new PostgresBooks(of), AS_OF, join(folder, 'contracts.jsonl'));
    await writeSnapshots(new PostgresBooks(of), join(folder, 'snapshots.jsonl'));
    return booksIn(folder);
  };

  /** Equal books do not look at status: what was restated was closed. */
  const withoutStatus = ({ snapshots, ...books }: Books): Books => ({
    ...books,
    snapshots: snapshots.map(({ status: _, ...snapshot }) => snapshot),
  });

  it('gives the books of a fresh store under that policy', async () => {
    await replayInto(database, FORMER);
    await restated(NEW, false);
    const other = await freshDatabase(service);
    const unrestated = await Database.connect({ ...DATABASE_DEFAULTS, url: other.url, poolSize: 4 });
    try {
      await replayInto(unrestated, NEW);
      const wanted = withoutStatus(await booksOf(unrestated));
      expect(differences(wanted, withoutStatus(await booksOf(database)))).toEqual([]);
    } finally {
      await unrestated.close();
      await other.drop();
    }
  });

  it('shows the same figures in a dry run, and keeps nothing of it', async () => {
    await replayInto(database, FORMER);
    const before = await booksOf(database);
    const dry = await restated(NEW, true);
    expect(await booksOf(database)).toEqual(before);
    const done = await restated(NEW, false);
    expect(dry.whole.map(({ key, after }) => [key, after?.content])).toEqual(
      done.whole.map(({ key, after }) => [key, after?.content]),
    );
  });

  it('withdraws the keys that the policy no longer has: a last revision, and a tombstone on the topic', async () => {
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

  it('keeps what was reported under the former policy', async () => {
    await replayInto(database, FORMER);
    const reported = (await booksOf(database)).snapshots;
    await restated(NEW, false);
    const first = await database.query<{ id: string; acv: string | null }>(
      `SELECT snapshot_id AS id, content ->> 'acv' AS acv FROM snapshot WHERE revision = 1`,
    );
    const kept = new Map(first.map(({ id, acv }) => [id, acv]));
    for (const snapshot of reported) expect(kept.get(String(snapshot['snapshot_id']))).toEqual(snapshot['acv']);
  });

  it('stops a batch that would go on under the former policy', async () => {
    await replayInto(database, FORMER);
    await restated(NEW, false);
    const events = new ApplyEvents(new PostgresIngestStore(database, policyId(FORMER)));
    const batch = {
      origin: { kind: 'file', file: 'more.jsonl' },
      records: [],
      nextPosition: 1n,
      logEnd: null,
    } as const;
    await expect(events.apply(batch)).rejects.toThrow(OtherPolicyError);
  });
});
