import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, hasFormerEvents, moveEvents } from '@app/persistence';
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
import { EVENTS, eventsOf, restoreFormerStore } from '../../../test/upgrade/former-store.ts';

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

const unmoved = () => database.query('SELECT FROM former_ledger');

const move = (contractsAtOnce: number, onEvents: (moved: number) => void = () => undefined): Promise<number> =>
  moveEvents(database, { contractsAtOnce, onEvents });

class Killed extends Error {}

describe('Moving the events of a former release into packs', () => {
  it('keeps each event and its identity, also if it is ended again and again', async () => {
    await database.query(
      `INSERT INTO ledger (source, id, mode, value) VALUES ('/crm', 'merge', 'structured', '{"a":1}')`,
    );
    const known = await identities();
    const before = [await eventsOf(fresh.url), known];
    await database.migrate();
    expect(await hasFormerEvents(database)).toBe(true);
    const killed = (moved: number) => {
      if (moved > 0) throw new Killed();
    };
    let runs = 0;
    for (; (await hasFormerEvents(database)) && runs < 100; runs += 1) {
      const left = (await unmoved()).length;
      await move(7, killed).catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
      if (await hasFormerEvents(database)) expect((await unmoved()).length).toBeLessThan(left);
    }
    expect(runs).toBeGreaterThan(3);
    expect([await eventsOf(fresh.url), await identities()]).toEqual(before);
    const [next] = await database.query<{ seq: string }>(
      `INSERT INTO ledger (source, id) VALUES ('/crm', 'next') RETURNING seq`,
    );
    expect(Number(next?.seq)).toBe(Number(known.at(-1)?.seq) + 1);
  });

  it('is done once by two programs at the same time', async () => {
    await database.migrate();
    const other = await connect(fresh.url, 2);
    const moved = await Promise.all([move(3), moveEvents(other, { contractsAtOnce: 5, onEvents: () => undefined })]);
    await other.close();
    expect(moved.reduce((sum, events) => sum + events, 0)).toBe(EVENTS);
    expect(await hasFormerEvents(database)).toBe(false);
    expect((await storedEvents(database)).length).toBe(EVENTS);
  });

  it('is waited for by services, and refused by commands', async () => {
    await database.migrate();
    const unmoved = 'events of a former release are still to be moved into packs: run acv migrate';
    await expect(assertUpToDate(database)).rejects.toThrow(new StoreNotReadyError(unmoved));
    await expect(existingStore(database)).rejects.toThrow(new UsageError(`${unmoved} first`));
    await move(100);
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
