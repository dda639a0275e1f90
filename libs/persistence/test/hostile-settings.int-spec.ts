import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { amended, created, day, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { storedEvents } from '../../../test/builders/stored-events.ts';
import { withStore } from '../../../test/builders/suite-store.ts';
import { eventually } from '../../../test/e2e/support/app.ts';

/** Values that a role or a database may have, and the ones that a session of ours has. */
const HOSTILE: Readonly<Record<string, readonly [hostile: string, ours: string]>> = {
  array_nulls: ['off', 'on'],
  bytea_output: ['escape', 'hex'],
  datestyle: ['SQL, DMY', 'ISO, MDY'],
  default_transaction_isolation: ['serializable', 'read committed'],
  extra_float_digits: ['-15', '1'],
  idle_session_timeout: ['1s', '0'],
  intervalstyle: ['sql_standard', 'postgres'],
  jit: ['on', 'off'],
  lock_timeout: ['1ms', '0'],
  search_path: ['nowhere', 'public'],
  standard_conforming_strings: ['off', 'on'],
  statement_timeout: ['1ms', '10min'],
  timezone: ['Pacific/Kiritimati', 'UTC'],
  transform_null_equals: ['on', 'off'],
};

const role = `hostile_${randomUUID().slice(0, 8)}`;
let store: OpenStore;

withStore((opened) => {
  store = opened;
});

const SETTINGS = Object.entries(HOSTILE);

/** A server ends a session a moment after its client has left, and its temporary tables belong to the role until then. */
const sessionsEnded = (): Promise<void> =>
  eventually(
    'the sessions of the role have ended',
    async () => (await store.database.query('SELECT FROM pg_stat_activity WHERE usename = $1', [role])).length === 0,
  );

const withHostileRole = async (work: (url: string) => Promise<void>): Promise<void> => {
  const { database } = store;
  await database.query(`CREATE ROLE ${role} LOGIN PASSWORD 'hostile' IN ROLE acv_writer`);
  const [row] = await database.query<{ name: string }>('SELECT current_database() AS name');
  for (const [name, [hostile]] of SETTINGS) {
    // A list of names, as in a search path, is no single string.
    const value = name === 'search_path' ? hostile : `'${hostile}'`;
    await database.query(`ALTER ROLE ${role} SET ${name} = ${value}`);
    await database.query(`ALTER DATABASE ${row?.name ?? ''} SET ${name} = ${value}`);
  }
  const url = new URL(store.url);
  url.username = role;
  url.password = 'hostile';
  try {
    await work(url.href);
  } finally {
    await sessionsEnded();
    await database.query(`DROP ROLE ${role}`);
  }
};

const EVENTS = [
  created({ id: 'e1', contract: 'c1', term: term('2024-02-01', '2025-02-01') }),
  amended({ id: 'e2', contract: 'c1', effective: '2024-07-13', term: term('2024-02-01', '2025-02-01') }),
  created({ id: 'e3', contract: 'c2', customer: 'NULL', term: term('2024-12-31', null) }),
  String.raw`not an event \ ' "`,
];

const ROWS = {
  contracts: 'SELECT contract_id, creations, last_owner, last_record, known_until FROM contract ORDER BY 1',
  spans: `
    SELECT contract_id, valid_from, valid_to, customer_id, currency, arr, acv, contract_value, attributes
    FROM contract_span ORDER BY 1, 2`,
  ledger: 'SELECT id, source, contract_id FROM ledger ORDER BY 1',
  refused: 'SELECT code, message, value FROM refused ORDER BY 1',
  snapshots: 'SELECT grain, period, dimension, segment, content FROM snapshot_current ORDER BY 1, 2, 3, 4',
} as const;

const books = async (of: OpenStore): Promise<Readonly<Record<string, unknown>>> => {
  await of.apply(fileBatch(EVENTS));
  await of.take(day('2025-01-10'));
  const rows = Object.entries(ROWS).map(async ([name, sql]) => [name, await store.database.query(sql)] as const);
  const events = (await storedEvents(store.database)).map(({ seq: _, ...event }) => event);
  return { ...Object.fromEntries(await Promise.all(rows)), events };
};

describe('A role and a database with hostile settings', () => {
  it('change no figure: the books equal those of a role without settings', async () => {
    const expected = await books(store);
    expect(expected).toMatchObject({
      contracts: { length: 2 },
      ledger: { length: 3 },
      events: { length: 3 },
      refused: { length: 1 },
    });
    await store.emptied();
    await withHostileRole(async (url) => {
      const hostile = await store.joinedAs(url);
      try {
        expect(await books(hostile)).toEqual(expected);
        for (const [name, [, ours]] of SETTINGS) {
          const [row] = await hostile.database.query<{ value: string }>(`SELECT current_setting('${name}') AS value`);
          expect([name, row?.value]).toEqual([name, ours]);
        }
      } finally {
        await hostile.leave();
      }
    });
  });
});
