import { describe, expect, it } from '@jest/globals';
import { type GivenAdapter, RefusedAnewError, retranslate, type RetranslateOptions } from '@app/processing';
import { PostgresHistoryStore, PostgresRetranslationStore } from '@app/persistence';
import { type ContractId, periodLabelled } from '@app/domain';
import fc from 'fast-check';
import { bookDifferences, type CurrentBooks, currentBooks } from '../../../test/builders/current-books.ts';
import { created, day } from '../../../test/builders/events.ts';
import { adapterOf, feedOf } from '../../../test/builders/payloads.ts';
import { type OpenStore } from '../../../test/builders/postgres-store.ts';
import { batch } from '../../../test/builders/records.ts';
import { storedEvents } from '../../../test/builders/stored-events.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';
import { at } from '../../wire/test/at.ts';
import { event, item, items, price, subscription } from '../../wire/test/stripe-payloads.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

const AS_OF = day('2025-06-30');
const OBSERVED = '2025-06-01T08:00:00.5Z';

const tiered = price({ id: 'price_tiers', billing_scheme: 'tiered', tiers_mode: 'volume' });
const TIERS = {
  prices: {
    price_tiers: {
      currency: 'USD',
      interval: 'month',
      count: 1,
      tiers_mode: 'volume',
      tiers: [{ up_to: null, unit_amount: '10.00' }],
    },
  },
};

const text = (json: object): string => JSON.stringify(json);
const second = { id: 'sub_2', customer: 'cus_2', items: items(item({ id: 'si_2', price: tiered, quantity: 3 })) };

/** Two contracts: one whole, and one whose price is in no payload; a test record, and an export. */
const EVENTS = [
  text(event('created', {}, { id: 'evt_1', created: at('2025-01-10') })),
  text(event('updated', { items: items(item({ quantity: 9 })) }, { id: 'evt_2', created: at('2025-03-02') })),
  text(event('updated', { cancel_at_period_end: true }, { id: 'evt_3', created: at('2025-05-02') })),
  text(event('created', second, { id: 'evt_4', created: at('2025-02-01') })),
  text(event('created', { id: 'sub_3', customer: 'cus_3' }, { id: 'evt_5', livemode: false })),
];
const EXPORT = [text(subscription({ items: items(item({ quantity: 7 })) })), text(subscription(second))];

const ADAPTERS = [
  {},
  { catalog: TIERS },
  { catalog: TIERS, mode: 'any', products: { prod_core: 'core' } },
  { account: 'acme', contract_prefix: 'a-', catalog: TIERS },
  { mode: 'test' },
];

type Run = Readonly<{ adapter: object; observed: string | null; payloads: readonly string[] }>;

const fed = async (adapter: object, payloads: readonly string[] = EVENTS, exported = EXPORT): Promise<void> => {
  const feed = feedOf(store);
  const runs: readonly Run[] = [
    { adapter, observed: null, payloads },
    { adapter, observed: OBSERVED, payloads: exported },
  ];
  for (const run of runs) await feed.apply(run.adapter, run.payloads, run.observed);
  await store.fold(AS_OF);
};

const taken = (): Promise<unknown> => store.take(AS_OF, new Date('2025-07-10T00:00:00Z'));

const read = (adapter: object | null, changes: Partial<RetranslateOptions> = {}) => {
  const now = (): Date => new Date('2025-07-11T00:00:00Z');
  const given: GivenAdapter | null =
    adapter === null ? null : { format: 'stripe', adapter: adapterOf(adapter), origins: null };
  return retranslate(new PostgresRetranslationStore(store.database, { contractsTopic: 'acv.contracts.v1', now }), {
    ...{ given, isDryRun: false, withdrawsRefused: true, by: 'the suite', topic: 'acv.snapshots.v1', now },
    today: () => AS_OF,
    ...changes,
  });
};

/** The books of a store that has read the payloads by this adapter only. */
const freshBooks = async (adapter: object): Promise<CurrentBooks> => {
  store = await store.emptied();
  await fed(adapter);
  await taken();
  const books = await currentBooks(store);
  store = await store.emptied();
  return books;
};

const rows = <R extends Readonly<Record<string, unknown>>>(sql: string) => store.database.query<R>(sql);
const count = async (from: string): Promise<number> =>
  (await rows<{ count: number }>(`SELECT count(*)::int AS count FROM ${from}`))[0]?.count ?? 0;

const arrOf = async (month: string): Promise<string | undefined> => {
  const [row] = await rows<{ arr: string }>(`SELECT content ->> 'arr' AS arr FROM snapshot_current
    WHERE grain = 'month' AND period = '${month}' AND dimension = 'all'`);
  return row?.arr;
};

describe('payloads that are translated anew', () => {
  it('give the books of a fresh store that reads them so, whatever the adapters and in whatever order they came', async () => {
    const fresh = new Map<object, CurrentBooks>();
    for (const adapter of ADAPTERS) fresh.set(adapter, await freshBooks(adapter));
    const adapters = fc.array(fc.constantFrom(...ADAPTERS), { minLength: 2, maxLength: 4 });
    const orders = [EVENTS, EXPORT].map((all) => fc.shuffledSubarray(all, { minLength: all.length }));
    const [events = fc.constant([]), exported = fc.constant([])] = orders;
    const claim = fc.asyncProperty(
      adapters,
      events,
      exported,
      fc.boolean(),
      async (all, ofEvents, ofExport, isTaken) => {
        store = await store.emptied();
        const [first = {}, ...later] = all;
        await fed(first, ofEvents, ofExport);
        if (isTaken) await taken();
        for (const adapter of later) await read(adapter);
        await store.fold(AS_OF);
        await taken();
        expect(
          bookDifferences(fresh.get(all.at(-1) ?? {}) ?? { rows: [], snapshots: [] }, await currentBooks(store)),
        ).toEqual([]);
      },
    );
    await fc.assert(claim, { numRuns: 5, endOnFailure: true });
  });

  it('come in where they were refused or ignored, and restate what was reported, with the events as the reason', async () => {
    await fed({});
    await taken();
    expect(await arrOf('2025-06')).toBe('1260');
    const dry = await read({ catalog: TIERS }, { isDryRun: true });
    expect(await arrOf('2025-06')).toBe('1260');
    const done = await read({ catalog: TIERS });
    expect(await arrOf('2025-06')).toBe('1620');
    expect(done.events).toEqual({ added: 3, replaced: 0, withdrawn: 0 });
    expect(dry.whole.map(({ key, after }) => [key, after?.content])).toEqual(
      done.whole.map(({ key, after }) => [key, after?.content]),
    );
    expect(
      await rows(`SELECT revision, status, reason FROM snapshot
        WHERE grain = 'month' AND period = '2025-05' AND dimension = 'all' ORDER BY revision`),
    ).toEqual([
      { revision: 1, status: 'closed', reason: 'first' },
      { revision: 2, status: 'restated', reason: 'events' },
    ]);
    expect(await rows('SELECT made_by FROM retranslation')).toEqual([{ made_by: 'the suite' }]);
  });

  it('change nothing when they are read by the same again, and leave no trace of a dry run', async () => {
    await fed({});
    await taken();
    await read({ catalog: TIERS }, { isDryRun: true });
    expect(await count('retranslation')).toBe(0);
    expect(await count('translation_config')).toBe(1);
    await read({ catalog: TIERS });
    const [ledger, books] = [await count('ledger'), await currentBooks(store)];
    expect((await read({ catalog: TIERS })).translation.payloads).toBe(0);
    expect((await read(null)).translation.payloads).toBe(0);
    expect(await count('ledger')).toBe(ledger);
    expect(await currentBooks(store)).toEqual(books);
  });

  it('that are interrupted half-way change nothing, and a second run does all of it once', async () => {
    await fed({});
    await taken();
    const before = await currentBooks(store);
    const interrupted = read(
      { catalog: TIERS },
      {
        onStep: ({ step }) => {
          if (step === 'take') throw new Error('killed');
        },
      },
    );
    await expect(interrupted).rejects.toThrow('killed');
    expect(await currentBooks(store)).toEqual(before);
    expect(await count('superseded_event')).toBe(0);
    expect((await read({ catalog: TIERS })).events.added).toBe(3);
    expect((await read({ catalog: TIERS })).events.added).toBe(0);
  });

  it('keep what was said before: the ledger, and figures as they were known', async () => {
    await fed({ catalog: TIERS });
    await taken();
    const former = await storedEvents(store.database);
    await read({ catalog: TIERS, products: { prod_core: 'core' }, mode: 'any' });
    const after = await storedEvents(store.database);
    expect(after.slice(0, former.length)).toEqual(former);
    expect(after.length - former.length).toBe(await count('retranslated_event'));
    expect(await count('superseded_event')).toBeGreaterThan(0);
    const ofFormer = 'retranslated_payload AS former JOIN payload USING (payload_id)';
    expect(await count(ofFormer)).toBeGreaterThan(0);
    expect(await count(`${ofFormer} WHERE former.config_id = payload.config_id`)).toBe(0);
    // Each edition of an event is the next one.
    const next = `SELECT FROM ledger AS former WHERE former.id = ledger.id AND former.source = ledger.source
      AND former.edition = ledger.edition - 1`;
    expect(await count('ledger WHERE edition > 0')).toBeGreaterThan(0);
    expect(await count(`ledger WHERE edition > 0 AND NOT EXISTS (${next})`)).toBe(0);
    const history = new PostgresHistoryStore(store.database, store.policyId);
    const revisions = await history.read((reading) =>
      reading.revisions(periodLabelled('month', '2025-06', 1), { dimension: 'all', segment: 'all' }),
    );
    const [first, last] = revisions.map(({ takeId }) => takeId);
    const events = await history.read((reading) => reading.events(['sub_1' as ContractId]));
    for (const { countedUntil, text: value, takenBy } of events) {
      const isFormer = value.includes('"prod_core"');
      expect({ value, countedUntil }).toEqual({ value, countedUntil: isFormer ? first : null });
      expect({ value, takenBy }).toEqual({ value, takenBy: value.includes('"core"') ? last : first });
    }
  });

  it('are refused as a whole where payloads that count would be lost, unless that is asked for', async () => {
    await fed({ catalog: TIERS });
    await taken();
    await expect(read({}, { withdrawsRefused: false })).rejects.toThrow(RefusedAnewError);
    expect(await arrOf('2025-06')).toBe('1620');
    await read({}, { withdrawsRefused: true });
    expect(await arrOf('2025-06')).toBe('1260');
    const [record] = await rows<{ record: string; revision: number }>(
      `SELECT record, revision FROM contract WHERE contract_id = 'sub_2'`,
    );
    expect(record?.revision).toBe(2);
    expect(JSON.parse(record?.record ?? '{}')).toMatchObject({ customer_id: 'cus_2', arr: '0' });
  });

  it('leave events alone that came as events, and repeats of all editions are repeats', async () => {
    await store.apply(batch([created({ id: 'own' })]));
    await fed({});
    await read({ products: { prod_core: 'core' } });
    const again = await feedOf(store, 'again').apply({ products: { prod_core: 'core' } }, EVENTS);
    expect(again).toMatchObject({ repeated: 4, accepted: { created: 0, amended: 0, cancelled: 0 } });
    const conflict = text(
      event('created', { items: items(item({ quantity: 2 })) }, { id: 'evt_1', created: at('2025-01-10') }),
    );
    const other = await feedOf(store, 'other').apply({ products: { prod_core: 'core' } }, [conflict]);
    expect(other.refused).toEqual({ id_conflict: 1 });
    expect(await count(`ledger WHERE id = 'own'`)).toBe(1);
  });

  it('bring each identity once: the first of several, and none that counts already', async () => {
    const of = (quantity: number): string => {
      const changed = { ...second, items: items(item({ id: 'si_2', price: tiered, quantity })) };
      return text(event('created', changed, { id: 'evt_4', created: at('2025-02-01') }));
    };
    await feedOf(store, 'first').apply({}, [of(3)]);
    await feedOf(store, 'later').apply({}, [of(5)]);
    await read({ catalog: TIERS });
    expect(await rows('SELECT DISTINCT arr::text FROM contract_span')).toEqual([{ arr: '360' }]);
    await feedOf(store, 'third').apply({}, [of(7)]);
    const again = await read({ catalog: TIERS });
    expect(again).toMatchObject({ translation: { payloads: 1 }, events: { added: 0, replaced: 0, withdrawn: 0 } });
    expect(await rows('SELECT edition FROM ledger')).toEqual([{ edition: 0 }]);
  });

  it('are counted by identity: those that come in, those that say something else, those that are said no more', async () => {
    await fed({ catalog: TIERS });
    const done = await read({ products: { prod_core: 'core' }, mode: 'any' });
    // In: the test record. Otherwise: three changes and the two events of an export. No more: all three of sub_2.
    expect(done.events).toEqual({ added: 1, replaced: 5, withdrawn: 3 });
    expect(await count('retranslated_event')).toBe(1 + 5);
    expect(await count('superseded_event')).toBe(5 + 3);
  });

  it('are linked to by the event that they say now, which the next translation withdraws with them', async () => {
    const payload = (quantity: number): string =>
      text(event('created', { ...second, items: items(item({ price: tiered, quantity })) }, { id: 'evt_4' }));
    const readOf = (origin: string, adapter: object) =>
      read(adapter, { given: { format: 'stripe', adapter: adapterOf(adapter), origins: [origin] } });
    const linked = () => rows('SELECT event_id, origin FROM payload_event JOIN payload USING (payload_id)');
    const counts = () => count(`contract_span WHERE arr > 0`);
    await feedOf(store, 'first').apply({}, [payload(3)]);
    await feedOf(store, 'later').apply({}, [payload(5)]);
    expect(await linked()).toEqual([]);

    await readOf('first', { catalog: TIERS });
    expect([await linked(), await counts()]).toEqual([[{ event_id: 'evt_4', origin: 'first' }], 1]);
    expect((await readOf('first', {})).events).toEqual({ added: 0, replaced: 0, withdrawn: 1 });
    expect(await counts()).toBe(0);

    await readOf('later', { catalog: TIERS });
    expect([await linked(), await counts()]).toEqual([[{ event_id: 'evt_4', origin: 'later' }], 1]);
    expect((await readOf('later', {})).events).toEqual({ added: 0, replaced: 0, withdrawn: 1 });
    expect(await counts()).toBe(0);
  });

  it('take events out of the queue that wait to be folded and count no more, and keep their texts', async () => {
    await feedOf(store).apply({}, EVENTS.slice(0, 2));
    expect(await count('unfolded')).toBe(2);
    const waiting = await storedEvents(store.database);
    await read({ products: { prod_core: 'core' } });
    expect(await count('superseded_event')).toBe(2);
    expect(await count('unfolded')).toBe(0);
    const after = await storedEvents(store.database);
    expect(after.slice(0, 2)).toEqual(waiting);
    expect(after).toHaveLength(await count('ledger'));
  });

  it('keep all batches, folds and takes out from the first statement on', async () => {
    const books = new PostgresRetranslationStore(store.database, { contractsTopic: null, now: () => new Date(0) });
    const held = await books.retranslate(async () => ({
      keep: false,
      result: await rows(`SELECT FROM pg_locks WHERE relation = 'store_gate'::regclass AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND mode = 'ExclusiveLock'`),
    }));
    expect(held).toHaveLength(1);
  });

  it('go out as records of contracts and snapshots, once', async () => {
    await fed({});
    await taken();
    await store.database.query('DELETE FROM outbox');
    const done = await read({ catalog: TIERS });
    expect(await count(`outbox WHERE topic = 'acv.snapshots.v1'`)).toBe(done.revisions);
    expect(await count(`outbox WHERE topic = 'acv.contracts.v1'`)).toBe(1);
    expect(await store.fold(AS_OF)).toBe(0);
    expect((await store.take(AS_OF, new Date('2025-07-12T00:00:00Z')))?.revisions).toBe(0);
  });

  it('of other topics and files are left as they are, if the adapter is for some', async () => {
    await feedOf(store, 'other').apply({}, [text(event('created', { id: 'sub_9' }, { id: 'evt_9' }))]);
    await fed({});
    const outcome = await retranslate(
      new PostgresRetranslationStore(store.database, { contractsTopic: null, now: () => new Date(0) }),
      {
        given: { format: 'stripe', adapter: adapterOf({ products: { prod_core: 'core' } }), origins: ['other'] },
        ...{ isDryRun: false, withdrawsRefused: false, by: 'the suite', topic: null },
        ...{ now: () => new Date(0), today: () => AS_OF },
      },
    );
    expect(outcome).toMatchObject({ translation: { payloads: 1 }, events: { replaced: 1 } });
    await expect(
      read({}, { given: { format: 'stripe', adapter: adapterOf({}), origins: ['nowhere'] } }),
    ).rejects.toThrow('stripe of other, stripe of stripe');
  });
});
