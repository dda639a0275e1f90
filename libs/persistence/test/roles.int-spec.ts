import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { created, day, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withStore((opened) => {
  store = opened;
});
beforeAll(async () => {
  await store.apply(fileBatch([created({ term: term('2025-01-01', null) }), 'bad']));
  await store.take(day('2025-01-10'));
});

/** Runs a statement as a role, and rolls it back. */
const as = (role: 'acv_writer' | 'acv_reader' | 'acv_operator', statement: string): Promise<unknown> => {
  const undone = new Error('undone');
  return store.database
    .transaction('READ COMMITTED', async ({ query }) => {
      await query(`SET LOCAL ROLE ${role}`);
      await query(statement);
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
      return 'allowed';
    });
};

const TABLES = [
  'ledger',
  'unfolded',
  'contract',
  'contract_span',
  'span_run',
  'snapshot',
  'snapshot_current',
  'mark',
  'missing_rates',
  'refused',
  'refused_event',
  'refused_step',
  'audit',
  'outbox',
  'store',
  'fx_rate',
];

describe('acv_reader', () => {
  it.each(TABLES)('reads %s', async (table) => {
    expect(await as('acv_reader', `SELECT * FROM ${table} LIMIT 1`)).toBe('allowed');
  });

  it.each([
    ...['ledger', 'contract', 'snapshot', 'store', 'outbox', 'progress'].flatMap((table) => [
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
    ]),
    `INSERT INTO fx_rate VALUES ('EUR', '2025-01-01', 1)`,
    `INSERT INTO mark VALUES ('board', now(), now(), 'ana')`,
    `UPDATE store SET as_of = NULL`,
    `CREATE TABLE mine ()`,
  ])('may not %s', async (statement) => {
    await expect(as('acv_reader', statement)).rejects.toThrow('permission denied');
  });
});

describe('acv_writer', () => {
  it.each(TABLES)('reads %s', async (table) => {
    expect(await as('acv_writer', `SELECT * FROM ${table} LIMIT 1`)).toBe('allowed');
  });

  it.each([
    `CREATE TEMPORARY TABLE mine ()`,
    `INSERT INTO progress VALUES ('t', 0, 1, 1) ON CONFLICT (topic, partition) DO UPDATE SET next_offset = 2`,
    `INSERT INTO mark VALUES ('board', now(), now(), 'ana')`,
    `UPDATE store SET as_of = NULL`,
    `DELETE FROM span_run`,
    `DELETE FROM unfolded`,
    `UPDATE change SET take_id = NULL`,
    `DELETE FROM outbox`,
    `SELECT FROM contract FOR UPDATE`,
  ])('may %s', async (statement) => {
    expect(await as('acv_writer', statement)).toBe('allowed');
  });

  it.each([
    'DELETE FROM ledger',
    'UPDATE ledger SET id = id',
    'TRUNCATE ledger',
    'UPDATE event_pack SET body = body',
    'DELETE FROM event_pack',
    'DELETE FROM merge_event',
    'UPDATE unfolded SET value = value',
    'ALTER TABLE ledger DISABLE TRIGGER ALL',
    'DROP TABLE ledger CASCADE',
    'UPDATE change SET first_day = first_day',
    'DELETE FROM change',
    'DELETE FROM refused',
    'UPDATE refused_step SET reason = reason',
    'DELETE FROM audit',
    'UPDATE audit SET who = who',
    'UPDATE refused SET code = code',
    'UPDATE take SET as_of = as_of',
    'UPDATE mark SET known_at = now()',
    'DELETE FROM mark',
    'TRUNCATE snapshot',
    'CREATE TABLE mine ()',
  ])('may not %s', async (statement) => {
    await expect(as('acv_writer', statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('is all that a processor and a snapshotter need', async () => {
    const role = `acv_test_${randomUUID().replaceAll('-', '')}`;
    await store.database.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret' IN ROLE acv_writer`);
    const program = await openAs(role);
    await program.apply(
      fileBatch([created({ contract: 'sub-2', term: term('2025-01-01', null) }), 'bad too'], 'more.jsonl'),
    );
    await program.rates([]);
    expect(await program.take(day('2025-02-10'))).toMatchObject({ periods: 2 });
    expect(await program.outbox.publishNext('acv.snapshots.v1', 5, async () => undefined)).toBe(5);
    await program.leave();
    await store.database.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });
});

describe('acv_operator', () => {
  it.each([
    'SELECT FROM refused_event',
    `INSERT INTO audit (who, action, asked, result, answer) VALUES ('ana', 'redrive', '{}', 'done', '{}')`,
    'SELECT FROM progress FOR UPDATE',
    'LOCK TABLE take_gate IN SHARE ROW EXCLUSIVE MODE',
    'LOCK TABLE operation_gate IN EXCLUSIVE MODE',
  ])('may %s', async (statement) => {
    expect(await as('acv_operator', statement)).toBe('allowed');
  });

  it.each([
    'UPDATE progress SET next_offset = 0',
    "INSERT INTO progress VALUES ('t', 0, 1, 1)",
    "INSERT INTO refused (origin, partition, position, code, field, message, headers) VALUES ('a', 0, 1, 'b', 'c', 'd', '{}')",
    'UPDATE refused SET code = code',
    'DELETE FROM refused',
    'UPDATE ledger SET id = id',
    'DELETE FROM ledger',
    'INSERT INTO event_pack SELECT * FROM event_pack',
    'DELETE FROM unfolded',
    'DELETE FROM outbox',
    'UPDATE audit SET who = who',
    'DELETE FROM audit',
    'DELETE FROM refused_step',
    'UPDATE contract SET revision = 1',
    'DELETE FROM span_run',
    'DELETE FROM snapshot',
    'UPDATE snapshot SET status = status',
    'UPDATE store SET as_of = NULL',
    `INSERT INTO fx_rate VALUES ('EUR', '2025-01-01', 1)`,
    `INSERT INTO mark VALUES ('board', now(), now(), 'ana')`,
    'SELECT FROM fx_rate',
    'CREATE TABLE mine ()',
  ])('may not %s', async (statement) => {
    await expect(as('acv_operator', statement)).rejects.toThrow(/permission denied/);
  });
});

const openAs = async (role: string) => {
  const url = new URL(store.url);
  url.username = role;
  url.password = 'secret';
  return store.joinedAs(url.href);
};
