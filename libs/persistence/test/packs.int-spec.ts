import { describe, expect, it } from '@jest/globals';
import type { ContractId } from '@app/domain';
import { PostgresContractStore } from '@app/persistence';
import type { IncomingRecord } from '@app/processing';
import { amended, created, day, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { batch, record } from '../../../test/builders/records.ts';
import { storedEvents } from '../../../test/builders/stored-events.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';
import { DamagedPackError, eventsBySeq, eventsOf, packsOf } from '../src/packs/read-packs.ts';
import { PACKS_WITH_EVENTS } from '../src/packs/read-packs.sql.ts';
import type { StoredEvent } from '../src/packs/stored-event.ts';
import { PackWriter } from '../src/packs/write-packs.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

const SUB = 'sub' as ContractId;
const TERM = term('2025-01-01', null);

const event = (seq: number, text = `{"n":${seq}}`): StoredEvent => ({
  ...{ seq, contract_id: SUB, source: '/billing', id: `evt_${seq}`, mode: 'structured' },
  ...{ type: null, time: null, subject: null, headers: null, text },
});

const write = async (...events: readonly StoredEvent[]): Promise<void> => {
  const packs = await PackWriter.forContracts(store.database, [SUB]);
  await packs.add(SUB, events);
  await packs.write();
};

const find = async (...seqs: readonly number[]): Promise<readonly number[]> => {
  const wanted = seqs.map((seq) => ({ contractId: SUB, seq }));
  return (await eventsBySeq(store.database, wanted, 'packs')).map(({ seq }) => seq).toSorted((a, b) => a - b);
};

describe('Packs of events', () => {
  it('are found by any of their numbers, also if an event is folded before one with a lower number', async () => {
    await write(event(5), event(9));
    await write(event(7));
    await write(event(3));
    expect(await find(3, 4, 5, 7, 8, 9)).toEqual([3, 5, 7, 9]);
    const all = await eventsOf(store.database, [SUB], 'packs');
    expect(all.toSorted((a, b) => a.seq - b.seq)).toEqual([event(3), event(5), event(7), event(9)]);
  });

  it('hold 32 KB at most, or one event, so that one event of many is read in a bounded time', async () => {
    const large = event(200, JSON.stringify('ü'.repeat(40_000)));
    await write(...Array.from({ length: 150 }, (_, seq) => event(seq, JSON.stringify('x'.repeat(1_000)))), large);
    const packs = await packsOf(store.database, [SUB]);
    expect(packs.length).toBe(6);
    expect(packs.filter(({ dictionary }) => dictionary === null).length).toBe(1);
    expect(await eventsBySeq(store.database, [{ contractId: SUB, seq: 200 }], 'packs')).toEqual([large]);
    expect((await store.database.query(PACKS_WITH_EVENTS, [[SUB], [100]])).length).toBe(2);
  });

  it('name the contract if they are damaged', async () => {
    await write(event(1));
    await store.database.transaction('READ COMMITTED', async ({ query }) => {
      await query('SET LOCAL session_replication_role = replica');
      await query(`UPDATE event_pack SET body = set_byte(body, 9, get_byte(body, 9) # 255)`);
    });
    const reading = eventsOf(store.database, [SUB], 'packs');
    await expect(reading).rejects.toThrow(DamagedPackError);
    await expect(reading).rejects.toThrow('the pack of contract sub that begins with number 1 of the ledger');
  });
});

describe('A fold', () => {
  const versions = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      amended({ contract: 'sub', version: i + 1, effective: `2025-02-${String(i + 1).padStart(2, '0')}`, term: TERM }),
    );

  it('makes a small pack of each later event', async () => {
    await store.apply(batch([created({ contract: 'sub', term: TERM })]));
    await store.fold();
    for (const [i, change] of versions(4).entries()) {
      await store.apply(batch([change], { from: i + 1 }));
      await store.fold();
    }
    const rows = await store.database.query<{ dictionary: string | null; bytes: number }>(
      'SELECT dictionary, length(body) AS bytes FROM event_pack ORDER BY first_seq',
    );
    const [first, ...later] = rows;
    expect(rows.map(({ dictionary }) => dictionary === null)).toEqual([true, false, false, false, false]);
    expect(Math.max(...later.map(({ bytes }) => bytes))).toBeLessThan((first?.bytes ?? 0) / 2);
    expect((await storedEvents(store.database)).length).toBe(5);
    expect(await store.database.query('SELECT FROM unfolded')).toEqual([]);
  });

  it('gives back the events of contracts that it leaves, as they came', async () => {
    const traced: IncomingRecord = {
      ...record(created({ contract: 'sub', term: TERM }), 0n),
      headers: { traceparent: Buffer.from('00-a') },
    };
    await store.apply({ ...batch(['x']), records: [traced] });
    const before = await storedEvents(store.database);
    const queued = () => store.database.query('SELECT * FROM unfolded');
    const rows = await queued();
    const options = { policyId: store.policyId, contractsTopic: null, now: () => new Date(0) };
    await new PostgresContractStore(store.database, options).foldNext(9, async (transaction) => {
      await transaction.leave(transaction.stale);
      return 0;
    });
    expect(await storedEvents(store.database)).toEqual(before);
    expect(await queued()).toEqual(rows);
    expect(await store.fold(day('2025-01-01'))).toBe(1);
    expect(await storedEvents(store.database)).toEqual(before);
  });
});
