import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, FORMER_EVENTS, FORMER_SPANS, moveFormer, unmoved } from '@app/persistence';
import { UsageError } from '@app/host';
import { existingStore } from '../../../apps/cli/src/store/existing-store.ts';
import { assertUpToDate, StoreNotReadyError } from '../../host/src/store-not-ready.ts';
import { connect } from '../../../test/builders/postgres-store.ts';
import { storedEvents } from '../../../test/builders/stored-events.ts';
import {
  emptyDatabase,
  type FreshDatabase,
  type PostgresService,
  startPostgres,
} from '../../../test/services/postgres.ts';
import { EVENTS, eventsOf, restoreFormerStore, SPANS } from '../../../test/upgrade/former-store.ts';

let service: PostgresService;
let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  service = await startPostgres();
});
afterAll(() => service.stop());
beforeEach(async () => {
  fresh = await emptyDatabase(service);
  await restoreFormerStore(fresh.url, 'events');
  database = await connect(fresh.url, 3);
});
afterEach(async () => {
  await database.close();
  await fresh.drop();
});

/** Queues the last event of each of some contracts twice, with the number of a merge and a row without a number. */
const QUEUE = `
WITH waiting AS (SELECT contract_id, max(seq) AS seq FROM ledger GROUP BY contract_id ORDER BY contract_id LIMIT 5)
INSERT INTO unfolded (lane, contract_id, seq)
SELECT hashtextextended(contract_id, 0) & 15, contract_id, number
FROM waiting, LATERAL unnest(ARRAY[seq, seq, 4711, NULL]) AS number`;

const identities = () =>
  database.query<{ seq: string }>('SELECT seq, ingested_at, id, source, contract_id FROM ledger ORDER BY seq');

const hasFormerEvents = async (): Promise<boolean> => (await unmoved(database)).includes(FORMER_EVENTS);

const move = (
  contractsAtOnce: number,
  onRows: (moved: number) => void = () => undefined,
  former = FORMER_EVENTS,
): Promise<number> => moveFormer(database, former, { contractsAtOnce, onRows });

class Killed extends Error {}

const killed = (moved: number): void => {
  if (moved > 0) throw new Killed();
};

/** Moves until nothing is left, ended after each transaction. Returns how often that was. */
const movedAgainAndAgain = async (former: typeof FORMER_EVENTS, contractsAtOnce: number): Promise<number> => {
  const isLeft = async (): Promise<boolean> => (await unmoved(database)).includes(former);
  const rows = async (): Promise<number> => (await database.query(`SELECT FROM ${former.table}`)).length;
  let runs = 0;
  for (; (await isLeft()) && runs < 100; runs += 1) {
    const left = await rows();
    await move(contractsAtOnce, killed, former).catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
    if (await isLeft()) expect(await rows()).toBeLessThan(left === 0 ? 1 : left);
  }
  return runs;
};

describe('Moving the events of a former release into packs', () => {
  it('keeps each event and its identity, also if it is ended again and again', async () => {
    await database.query(
      `INSERT INTO ledger (source, id, mode, value) VALUES ('/crm', 'merge', 'structured', '{"a":1}')`,
    );
    const known = await identities();
    const before = [await eventsOf(fresh.url), known];
    await database.migrate();
    expect(await hasFormerEvents()).toBe(true);
    expect(await movedAgainAndAgain(FORMER_EVENTS, 7)).toBeGreaterThan(3);
    expect([await eventsOf(fresh.url), await identities()]).toEqual(before);
    const [next] = await database.query<{ seq: string }>(
      `INSERT INTO ledger (source, id) VALUES ('/crm', 'next') RETURNING seq`,
    );
    expect(Number(next?.seq)).toBe(Number(known.at(-1)?.seq) + 1);
  });

  it('is done once by two programs at the same time', async () => {
    await database.migrate();
    const other = await connect(fresh.url, 2);
    const moved = await Promise.all([
      move(3),
      moveFormer(other, FORMER_EVENTS, { contractsAtOnce: 5, onRows: () => undefined }),
    ]);
    await other.close();
    expect(moved.reduce((sum, events) => sum + events, 0)).toBe(EVENTS);
    expect(await hasFormerEvents()).toBe(false);
    expect((await storedEvents(database)).length).toBe(EVENTS);
  });

  it('is waited for by services, and refused by commands', async () => {
    await database.migrate();
    for (const former of [FORMER_EVENTS, FORMER_SPANS]) {
      const left = `${former.what} of a former release are still to be moved into ${former.into}: run acv migrate`;
      await expect(assertUpToDate(database)).rejects.toThrow(new StoreNotReadyError(left));
      await expect(existingStore(database)).rejects.toThrow(new UsageError(`${left} first`));
      await move(100, undefined, former);
    }
    await assertUpToDate(database);
    expect((await existingStore(database)).database).toBe(database);
  });

  it('leaves events waiting that wait, each once, with what else moved their contracts', async () => {
    await database.query(QUEUE);
    const before = await eventsOf(fresh.url);
    await database.migrate();
    expect(await move(2)).toBe(EVENTS);
    expect(await eventsOf(fresh.url)).toEqual(before);
    const waiting = await database.query(`
      SELECT count(value)::int AS events, count(*) FILTER (WHERE seq = 4711 AND value IS NULL)::int AS merges,
        count(*) FILTER (WHERE seq IS NULL)::int AS without FROM unfolded`);
    expect(waiting).toEqual([{ events: 5, merges: 5, without: 5 }]);
  });
});

/** Every column of every span, as text. */
const spansIn = (table: 'contract_span' | 'former_span') =>
  database.query(`
    SELECT contract_id, valid_from, valid_to, seq::text, customer_id, currency, arr::text, gross_arr::text, acv::text,
      contracted_acv::text, contract_value::text, one_time::text, expected_usage::text, attributes, renews, lines,
      term_start, term_end, auto_renew, anchor
    FROM ${table} ORDER BY contract_id, valid_from`);

describe('Moving the spans of a former release into runs', () => {
  it('keeps every column of each span, also if it is ended ten times', async () => {
    await database.query(`
      UPDATE contract_span SET term_start = NULL, term_end = NULL, auto_renew = NULL, arr = 0.10, gross_arr = 0.1
      WHERE contract_id = (SELECT min(contract_id) FROM contract_span)`);
    await database.migrate();
    const before = await spansIn('former_span');
    expect(before.length).toBe(SPANS);
    expect(await movedAgainAndAgain(FORMER_SPANS, 3)).toBeGreaterThan(10);
    expect(await spansIn('contract_span')).toEqual(before);
    const [runs] = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM span_run');
    expect(runs?.n).toBeLessThan(SPANS);
  });

  it('is done once by two programs at the same time', async () => {
    await database.migrate();
    const before = await spansIn('former_span');
    const other = await connect(fresh.url, 2);
    const options = { contractsAtOnce: 5, onRows: () => undefined };
    const moved = await Promise.all([move(3, undefined, FORMER_SPANS), moveFormer(other, FORMER_SPANS, options)]);
    await other.close();
    expect(moved.reduce((sum, spans) => sum + spans, 0)).toBe(SPANS);
    expect(await spansIn('contract_span')).toEqual(before);
  });
});
