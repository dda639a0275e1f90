import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY } from '@app/domain';
import { type Database, PostgresContractStore, PostgresIngestStore } from '@app/persistence';
import { ApplyEvents, type DoctorFinding, FoldContracts } from '@app/processing';
import { Client } from 'pg';
import { CONSTRAINTS, FUNCTIONS, INDEXES } from '../../libs/persistence/src/migrations/structure.ts';
import { CHEAPER, MORE, TEN } from '../builders/checked-events.ts';
import { day } from '../builders/events.ts';
import type { OpenStore } from '../builders/postgres-store.ts';
import { fileBatch } from '../builders/records.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';
import { examined, soundStore, withCopy } from './doctored-store.ts';
import { ALONE, type Fault, TOGETHER } from './faults.ts';

let service: PostgresService;
let store: OpenStore;

beforeAll(async () => {
  service = await startPostgres();
  store = await soundStore(service);
  // A database that is copied has no connections.
  await store.database.close();
});
afterAll(async () => {
  const admin = new Client({ connectionString: service.url });
  await admin.connect();
  await admin.query(`DROP DATABASE ${new URL(store.url).pathname.slice(1)} WITH (FORCE)`);
  await admin.end();
  await service.stop();
});

const inCopy = <T>(work: (database: Database, url: string) => Promise<T>): Promise<T> =>
  withCopy(service, store.url, work);

/** Plants faults with the triggers off, as only a superuser can, and examines. */
const findingsAfter = (faults: readonly Fault[]): Promise<readonly DoctorFinding[]> =>
  inCopy(async (database) => {
    await database.transaction('READ COMMITTED', async ({ query }) => {
      await query('SET LOCAL session_replication_role = replica');
      for (const { sql } of faults) await query(sql);
    });
    return (await examined(database)).findings;
  });

const named = (findings: readonly DoctorFinding[]): readonly string[] =>
  findings.map(({ code, object }) => `${code} ${object}`);

describe('A doctor', () => {
  it('finds nothing in a sound store, and says what it could not check', async () => {
    const { findings, skipped, checks } = await inCopy((database) => examined(database));
    expect(findings).toEqual([]);
    expect(skipped.map(({ check }) => check)).toEqual(['disk']);
    expect(checks).toBeGreaterThan(20);
  });

  it('knows every index, constraint and function of a migrated store', async () => {
    const names = await inCopy((database) =>
      database.query<{ name: string }>(`
        SELECT relname AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
        WHERE relnamespace = 'public'::regnamespace AND relname <> 'schema_migration_pkey'
        UNION ALL SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f')
        UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace`),
    );
    const known = { ...INDEXES, ...CONSTRAINTS, ...FUNCTIONS };
    expect(names.map(({ name }) => name).toSorted()).toEqual(Object.keys(known).toSorted());
  });

  it('changes nothing', async () => {
    await inCopy(async (database) => {
      const state = () =>
        database.query(
          'SELECT relname, n_tup_ins + n_tup_upd + n_tup_del AS written FROM pg_stat_user_tables ORDER BY relname',
        );
      const before = await state();
      await examined(database, { extent: 'all' });
      expect(await state()).toEqual(before);
    });
  });

  it('names what differs, by how much, and what mends it', async () => {
    const [fault] = await findingsAfter([
      {
        name: '',
        sql: `UPDATE span_run SET arr = ARRAY[arr[1] + 1], acv = arr, contracted_acv = arr WHERE contract_id = 'b'`,
        finds: '',
      },
    ]);
    expect(fault).toMatchObject({
      severity: 'error',
      what: expect.stringContaining('contract b, from 2025-01-15 on: arr is 1201 and should be 1200'),
      command: 'npm run --silent acv -- restate',
    });
  });

  it('lists a scheduled change that never took effect, with both events', async () => {
    const { findings } = await inCopy(async (database) => {
      const { policyId } = store;
      await new ApplyEvents(new PostgresIngestStore(database, policyId)).apply(
        fileBatch([TEN, CHEAPER, MORE], 'later'),
      );
      const contracts = new PostgresContractStore(database, { policyId, contractsTopic: null, now: () => new Date(0) });
      await new FoldContracts(contracts, DEFAULT_POLICY, () => day('2025-03-31')).foldNext(100);
      return examined(database);
    });
    expect(findings.find(({ code }) => code === 'scheduled_change_lost')?.what).toMatch(
      /amendment cheaper .* was replaced by more/,
    );
  });

  it('compares the policy with the one given', async () => {
    const policy = { ...DEFAULT_POLICY, renewalGraceDays: 5 };
    const { findings } = await inCopy((database) => examined(database, { policy }));
    expect(findings.map(({ code, what }) => [code, what])).toEqual([
      ['policy_differs', 'renewal_grace_days is 0 in the store, 5 here'],
    ]);
  });
});

describe.each(TOGETHER)('In books with other faults too, a doctor finds', (...faults) => {
  let findings: readonly string[];
  beforeAll(async () => {
    findings = named(await findingsAfter(faults));
  });

  it.each(faults)('$name', ({ finds }) => {
    expect(findings).toContain(finds);
  });
});

describe('A doctor finds', () => {
  it.each(ALONE)('$name', async (fault) => {
    expect(named(await findingsAfter([fault]))).toContain(fault.finds);
  });

  it('settings and a limit of the database', async () => {
    await inCopy(async (database, url) => {
      const name = new URL(url).pathname.slice(1);
      for (const change of [
        'SET default_transaction_read_only = on',
        'SET synchronous_commit = off',
        `SET datestyle = 'German'`,
        'CONNECTION LIMIT 8',
      ])
        await database.query(`ALTER DATABASE ${name} ${change}`);
      expect(named((await examined(database)).findings).toSorted()).toEqual([
        'connections_few the limit of the database',
        'setting_hostile default_transaction_read_only',
        'setting_hostile synchronous_commit',
        'setting_overridden datestyle',
      ]);
    });
  });

  it('locks of others, and what it cannot read as another user', async () => {
    await inCopy(async (database, url) => {
      const other = new Client({ connectionString: url, application_name: 'psql' });
      await other.connect();
      await other.query('BEGIN');
      await other.query(`SELECT FROM contract WHERE contract_id = 'a' FOR UPDATE`);
      await other.query('SELECT pg_advisory_xact_lock(1)');
      const { findings } = await examined(database);
      await other.end();
      expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['lock_held', 'lock_advisory']));
    });
  });
});
