import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApplyEvents } from '@app/processing';
import { type Database, longLockWait, PostgresIngestStore } from '@app/persistence';
import { Client } from 'pg';
import { created } from '../../../test/builders/events.ts';
import { connect, type OpenStore } from '../../../test/builders/postgres-store.ts';
import { batch } from '../../../test/builders/records.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;
/** A pool with one connection, which the wait takes up. */
let database: Database;
let holder: Client;

// Registered first, because the store drops its database after all tests.
afterAll(async () => {
  await holder.end();
  await database.close();
});
withStore((opened) => {
  store = opened;
});
beforeAll(async () => {
  database = await connect(store.url, 1);
  holder = new Client({ connectionString: store.url, application_name: 'a forgotten console' });
  await holder.connect();
});

const pidOf = async (client: Client): Promise<number> =>
  (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid ?? 0;

const WAITING = `
SELECT FROM pg_locks
WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** What is said as soon as there is something to say. */
const said = async (): Promise<string> => {
  for (;;) {
    const wait = await longLockWait(database, 0);
    if (wait !== null) return wait;
  }
};

describe('a lock that is waited for', () => {
  it('is named with the session that holds it, even while no connection of the pool is free, until it is acquired', async () => {
    expect(await longLockWait(database, 0)).toBeNull();
    await holder.query('BEGIN; LOCK TABLE store_gate IN EXCLUSIVE MODE');
    const events = new ApplyEvents(new PostgresIngestStore(database, store.policyId));
    const applied = events.apply(batch([created()]));
    const user = new URL(store.url).username;
    expect(await said()).toMatch(
      new RegExp(
        `^waiting for a lock on store_gate for \\d+ s: session ${await pidOf(holder)} of the database holds it ` +
          `\\(a forgotten console, user ${user}, at work since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC\\)$`,
      ),
    );
    expect(await longLockWait(database, 600_000)).toBeNull();
    await holder.query('COMMIT');
    expect(await applied).toMatchObject({ accepted: { created: 1 } });
    expect(await longLockWait(database, 0)).toBeNull();
  });

  it('is no matter of another process', async () => {
    const other = new Client({ connectionString: store.url, application_name: 'another process' });
    await other.connect();
    await holder.query('BEGIN; LOCK TABLE store_gate IN EXCLUSIVE MODE');
    const waiting = other.query('BEGIN; LOCK TABLE store_gate IN ROW SHARE MODE');
    for (let isWaiting = false; !isWaiting;) {
      isWaiting = (await store.database.query(WAITING)).length > 0;
    }
    expect(await longLockWait(database, 0)).toBeNull();
    await holder.query('COMMIT');
    await waiting;
    await other.end();
  });
});
