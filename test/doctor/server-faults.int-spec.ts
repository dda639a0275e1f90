import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '@app/persistence';
import { connect, type OpenStore } from '../builders/postgres-store.ts';
import { type LocalPostgres, startLocalPostgres } from '../services/local-postgres.ts';
import { examined, soundStore } from './doctored-store.ts';

/** A server of its own, because what is planted concerns the whole server or needs a restart. */
let postgres: LocalPostgres;
let store: OpenStore;

const READER = 'only_reads';

/** A table with many dead rows, a transaction that nobody ends, and a slot that nobody reads. */
const FAULTS = [
  `INSERT INTO fx_rate (currency, date, rate) SELECT 'CHF', date '1990-01-01' + day, 1 FROM generate_series(1, 3000) day`,
  `DELETE FROM fx_rate WHERE currency = 'CHF'`,
  `SELECT pg_stat_force_next_flush()`,
  `BEGIN; SELECT FROM contract FOR UPDATE; PREPARE TRANSACTION 'forgotten'`,
  `SELECT pg_create_physical_replication_slot('left_over', true)`,
];

const FOUND = ['dead_rows fx_rate', 'slot_retains_wal left_over', 'transaction_prepared forgotten'];

beforeAll(async () => {
  postgres = await startLocalPostgres();
  const admin = await connect(postgres.url, 1);
  await admin.query('ALTER SYSTEM SET max_prepared_transactions = 2');
  // Otherwise the dead rows may be gone before they are looked for.
  await admin.query(`ALTER SYSTEM SET autovacuum_naptime = '1h'`);
  await admin.close();
  await postgres.end('SIGINT');
  await postgres.start();
  store = await soundStore(postgres);
  await store.database.query(`CREATE ROLE ${READER} LOGIN PASSWORD 'secret' IN ROLE acv_reader`);
  for (const fault of FAULTS) await store.database.query(fault);
});
afterAll(async () => {
  await store?.database.close();
  await postgres?.stop();
});

const asReader = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
  const url = new URL(store.url);
  url.username = READER;
  url.password = 'secret';
  const database = await connect(url.href, 2);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
};

const named = async (database: Database) => {
  const { findings, skipped } = await examined(database);
  return {
    findings: findings.map(({ code, object }) => `${code} ${object}`).toSorted(),
    skipped: skipped.map(({ check, why }) => `${check}: ${why}`),
  };
};

const DISK = 'disk: the server does not tell how full its disk is: look there';

describe('A doctor of a server with dead rows, a prepared transaction and a slot that nobody reads', () => {
  it('finds them as the owner', async () => {
    expect(await named(store.database)).toEqual({ findings: FOUND, skipped: [DISK] });
  });

  it('finds them with a login that only reads, and says what that login does not see', async () => {
    expect(await asReader(named)).toEqual({
      findings: FOUND,
      skipped: [
        DISK,
        `transactions and locks of others: this login does not see what the sessions of others do: GRANT pg_read_all_stats TO ${READER};`,
      ],
    });
  });

  it('sees the sessions of others with a login that may', async () => {
    await store.database.query(`GRANT pg_read_all_stats TO ${READER}`);
    expect((await asReader(named)).skipped).toEqual([DISK]);
  });
});
