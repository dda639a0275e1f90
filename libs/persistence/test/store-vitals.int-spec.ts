import { afterAll, describe, expect, it } from '@jest/globals';
import { readStoreVitals } from '@app/persistence';
import { Client } from 'pg';
import { created } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { batch } from '../../../test/builders/records.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;
let other: Client | null = null;

// Registered first, because the store drops its database after all tests.
afterAll(() => other?.end());
withStore((opened) => {
  store = opened;
});

describe('readStoreVitals', () => {
  it('has the tables of the store, whose bytes rise with what is stored', async () => {
    const bytesOf = async (table: string): Promise<number> =>
      (await readStoreVitals(store.database)).tables.find((row) => row.table === table)?.bytes ?? NaN;
    const before = await bytesOf('ledger');
    await store.apply(batch(Array.from({ length: 2_000 }, (_, i) => created({ id: `evt_${i}`, contract: `c_${i}` }))));
    expect(await bytesOf('ledger')).toBeGreaterThan(before + 100_000);
  });

  it('has the sessions by state, and the age of the oldest transaction', async () => {
    const { sessions } = await readStoreVitals(store.database);
    expect(sessions.find(({ state }) => state === 'idle in transaction')).toBeUndefined();
    other = new Client({ connectionString: store.url });
    await other.connect();
    await other.query('BEGIN; SELECT pg_sleep(0.2)');
    const open = await readStoreVitals(store.database);
    expect(open.sessions).toContainEqual(expect.objectContaining({ state: 'idle in transaction', sessions: 1 }));
    expect(open.oldestTransactionSeconds).toBeGreaterThanOrEqual(0.2);
    await other.query('ROLLBACK');
  });
});
