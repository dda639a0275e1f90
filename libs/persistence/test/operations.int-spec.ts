import { describe, expect, it } from '@jest/globals';
import { PostgresAuditTrail, PostgresOperationStore, PostgresRefusedEvents } from '@app/persistence';
import {
  type AskedBy,
  DiscardRefused,
  type MendedRecords,
  OperationRefusedError,
  RedriveRefused,
  type RefusedChosen,
  translatorOf,
} from '@app/processing';
import { eventJson, mergedEventJson } from '@app/wire';
import type { Redriven } from '@app/wire/answers';
import { created, day, merged, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { batch, fileBatch } from '../../../test/builders/records.ts';
import { adapterOf, feedOf } from '../../../test/builders/payloads.ts';
import { storedEvents } from '../../../test/builders/stored-events.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';
import * as stripe from '../../wire/test/stripe-payloads.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

const ANA: AskedBy = { who: 'ana', key: null, dryRun: false };
const ALL: RefusedChosen = {
  ids: null,
  asked: { code: null, origin: null, since: null, contract: null },
  after: null,
};

const operations = () => new PostgresOperationStore(store.database, store.policyId);
const refused = () => new PostgresRefusedEvents(store.database);
const only = (...ids: readonly string[]): RefusedChosen => ({ ...ALL, ids });

const redrive = (chosen: RefusedChosen, by: Partial<AskedBy> = {}, mended?: MendedRecords): Promise<Redriven> =>
  new RedriveRefused(operations()).run({ ...ANA, ...by }, chosen, mended);

const discard = (chosen: RefusedChosen, by: Partial<AskedBy> = {}) =>
  new DiscardRefused(operations()).run({ ...ANA, ...by }, chosen, 'sent by mistake');

const listed = () => refused().list({ ...ALL.asked, state: null });
const idsOf = async (): Promise<readonly string[]> => (await listed()).map(({ id }) => id).toReversed();
const states = async () => (await listed()).map(({ state }) => state).toReversed();
const audit = () => new PostgresAuditTrail(store.database).list();
const ledgerIds = async () =>
  (await store.database.query<{ id: string }>('SELECT id FROM ledger ORDER BY id')).map(({ id }) => id);

const event = (id: string, changes: Parameters<typeof created>[0] = {}) =>
  created({ id, term: term('2025-01-01', null), ...changes });
/** Refused, because its currency does not exist. */
const wrong = (id: string): string => eventJson(event(id)).replace('"USD"', '"USX"');
const mendedTo = (entries: readonly (readonly [string, string])[]): MendedRecords =>
  new Map(entries.map(([id, text]) => [id, { value: Buffer.from(text), headers: {} }]));

/** A price whose tiers no payload of Stripe has, and an adapter that knows them. */
const UNKNOWN = stripe.price({ id: 'price_tiers', billing_scheme: 'tiered', tiers_mode: 'volume' });
const TIERS = { currency: 'USD', interval: 'month', count: 1, tiers_mode: 'volume' };
const KNOWN = { catalog: { prices: { price_tiers: { ...TIERS, tiers: [{ up_to: null, unit_amount: '10.00' }] } } } };

/** Records that were refused by an earlier program, and that the one of today takes. */
const refusedFormerly = (texts: readonly string[]) =>
  store.database.query(
    `INSERT INTO refused (origin, partition, position, code, field, message, value, headers)
     SELECT 'events', 0, 100 + at, 'unknown_field', 'data.seats', 'data.seats is unknown', convert_to(text, 'UTF8'), '{}'
     FROM unnest($1::text[]) WITH ORDINALITY given(text, at)`,
    [texts],
  );

describe('a refused event that is redriven', () => {
  it('is validated by the rules of today, accepted once, and valued', async () => {
    await refusedFormerly([eventJson(event('a')), wrong('b')]);
    const [a = '', b = ''] = await idsOf();
    expect(await redrive(ALL)).toMatchObject({
      accepted: 1,
      refused: 1,
      events: [
        { id: a, outcome: 'accepted', code: null },
        { id: b, outcome: 'refused', code: 'unknown_currency', field: 'data.currency' },
      ],
      next: null,
    });
    expect(await states()).toEqual(['redriven', 'waiting']);
    expect(await ledgerIds()).toEqual(['a']);
    await store.take(day('2025-01-10'));
    expect(await store.database.query('SELECT acv::text FROM snapshot_current')).not.toEqual([]);
    await expect(redrive(only(a))).rejects.toThrow(`refused event ${a} is redriven already`);
    expect(await ledgerIds()).toEqual(['a']);
  });

  it('keeps its place, its content and its history, and sends no second dead letter', async () => {
    await store.apply(batch([wrong('a')], { from: 41 }));
    const [id = ''] = await idsOf();
    await redrive(only(id));
    await redrive(only(id), { who: 'bo' }, mendedTo([[id, eventJson(event('a', { currency: 'EUR' }))]]));
    const record = await refused().record(id);
    expect(record).toMatchObject({ origin: 'events', partition: 0, position: '41', code: 'unknown_currency' });
    expect(record?.value?.toString()).toBe(wrong('a'));
    expect(record?.steps).toMatchObject([
      { who: 'ana', outcome: 'refused', code: 'unknown_currency', mended: null },
      { who: 'bo', outcome: 'accepted', source: event('a').source, eventId: 'a', code: null },
    ]);
    expect(record?.steps[1]?.mended?.toString()).toContain('"EUR"');
    expect(await store.outbox.lanes()).toMatchObject([{ topic: 'events.dlq', waiting: 1 }]);
  });

  it('is a repeat if the ledger has the same event, and a conflict if it has another one of that id', async () => {
    await store.apply(fileBatch([event('a'), event('b')]));
    await refusedFormerly([eventJson(event('a')), eventJson(event('b', { customer: 'other' }))]);
    expect(await redrive(ALL)).toMatchObject({
      accepted: 0,
      repeated: 1,
      refused: 1,
      events: [{ outcome: 'repeated' }, { outcome: 'refused', code: 'id_conflict' }],
    });
    expect(await states()).toEqual(['redriven', 'waiting']);
    expect(await ledgerIds()).toEqual(['a', 'b']);
  });

  it('is one of two with the same id: the one that was refused first is accepted', async () => {
    await refusedFormerly([eventJson(event('a', { customer: 'one' })), eventJson(event('a', { customer: 'two' }))]);
    expect((await redrive(ALL)).events.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['accepted', null],
      ['refused', 'id_conflict'],
    ]);
    expect((await storedEvents(store.database)).map(({ text }) => text)).toEqual([expect.stringContaining('"one"')]);
  });

  it('merges customers as a batch of the topic does', async () => {
    await store.apply(fileBatch([event('a', { customer: 'old' })]));
    await store.fold();
    await refusedFormerly([mergedEventJson(merged('old', 'new'))]);
    expect((await redrive(ALL)).accepted).toBe(1);
    expect(await store.database.query('SELECT * FROM merged_customer')).toEqual([
      { customer_id: 'old', counts_for: 'new' },
    ]);
    expect(await store.fold()).toBe(1);
  });

  it('is chosen by code, origin, time and contract', async () => {
    await store.apply(batch([wrong('a'), 'bad']));
    await store.apply(fileBatch(['bad']));
    const chosen = async (asked: Partial<RefusedChosen['asked']>) =>
      (await redrive({ ...ALL, asked: { ...ALL.asked, ...asked } }, { dryRun: true })).events.length;
    expect(await chosen({})).toBe(3);
    expect(await chosen({ code: 'not_json' })).toBe(2);
    expect(await chosen({ origin: 'events' })).toBe(2);
    expect(await chosen({ since: new Date(Date.now() + 60_000) })).toBe(0);
    expect(await chosen({ contract: event('a').contractId })).toBe(1);
    expect(await chosen({ contract: "x' OR true --" })).toBe(0);
  });

  it('is refused by its number if it does not exist, or is a rate or a row of a sheet', async () => {
    await expect(redrive(only('999'))).rejects.toThrow(
      new OperationRefusedError('not_found', 'there is no refused event 999'),
    );
    await store.database.query(
      `INSERT INTO refused (origin, partition, position, code, field, message, value, headers, format)
       VALUES ('rates', 0, 1, 'bad_field', 'rate', 'rate is not a decimal', 'x', '{}', 'rate')`,
    );
    const [id = ''] = await idsOf();
    await expect(redrive(only(id))).rejects.toThrow(`refused event ${id} is a rate`);
    expect((await redrive(ALL)).events).toEqual([]);
    expect(await states()).toEqual(['waiting']);
  });

  it('is kept as a payload beside the events that it becomes', async () => {
    await feedOf(store).apply({}, [
      JSON.stringify(stripe.event('updated', { items: stripe.items(stripe.item({ price: UNKNOWN })) })),
    ]);
    const [id = ''] = await idsOf();
    const config = { adapter: adapterOf(KNOWN), timezone: store.policy.timezone, dimensions: store.policy.dimensions };
    const translation = { translator: translatorOf('stripe', config), observed: null, onTranslated: () => undefined };
    const done = await new RedriveRefused(operations(), () => translation).run(ANA, only(id));
    expect(done).toMatchObject({ accepted: 1 });
    const kept = `SELECT event_id FROM payload JOIN payload_event USING (payload_id)`;
    expect((await store.database.query(kept)).map(({ event_id }) => event_id)).toEqual(await ledgerIds());
  });

  it('is an event where one is written instead of a row of a sheet', async () => {
    await store.database.query(
      `INSERT INTO refused (origin, partition, position, code, field, message, value, headers, format)
       VALUES ('sheet.csv', 0, 1, 'bad_field', 'price', 'price is not a decimal', 'a,b', '{}', 'csv')`,
    );
    const [id = ''] = await idsOf();
    await expect(redrive(only(id))).rejects.toThrow(`refused event ${id} is a row of a sheet`);
    const mended = mendedTo([[id, eventJson(event('instead'))]]);
    expect(await redrive(only(id), {}, mended)).toMatchObject({ accepted: 1 });
    expect([await ledgerIds(), await states()]).toEqual([['instead'], ['redriven']]);
  });
});

describe('a discarded event', () => {
  it('is left out with the reason, and nothing of it is removed', async () => {
    await store.apply(batch(['bad', 'worse']));
    const [id = '', other = ''] = await idsOf();
    expect(await discard(only(id))).toMatchObject({ discarded: 1, reason: 'sent by mistake', events: [id] });
    expect(await states()).toEqual(['discarded', 'waiting']);
    const record = await refused().record(id);
    expect(record?.steps).toMatchObject([{ who: 'ana', outcome: 'discarded', reason: 'sent by mistake' }]);
    expect(record?.value?.toString()).toBe('bad');
    expect(await refused().waiting()).toEqual([{ code: 'not_json', count: 1 }]);
    await expect(redrive(only(id))).rejects.toThrow('discarded already');
    expect((await redrive(ALL)).events.map((each) => each.id)).toEqual([other]);
  });
});

describe('an operation', () => {
  it('that is a dry run answers what it would do, and changes and notes nothing', async () => {
    await refusedFormerly([eventJson(event('a'))]);
    expect(await redrive(ALL, { dryRun: true })).toMatchObject({ dry_run: true, accepted: 1 });
    expect(await discard(ALL, { dryRun: true })).toMatchObject({ dry_run: true, discarded: 1 });
    await expect(discard(only('999'), { dryRun: true })).rejects.toThrow('there is no refused event 999');
    expect([await states(), await ledgerIds(), await audit()]).toEqual([['waiting'], [], []]);
  });

  it('is noted with who asked, for what and what came of it, and a failure with its reason', async () => {
    await store.apply(batch(['bad']));
    const [id = ''] = await idsOf();
    await discard(only(id));
    await expect(discard(only(id), { who: 'bo' })).rejects.toThrow('discarded already');
    expect(await audit()).toMatchObject([
      { who: 'bo', action: 'discard', result: 'failed', answer: { reason: expect.stringContaining('already') } },
      { who: 'ana', action: 'discard', result: 'done', asked: { ids: [id] }, answer: { discarded: 1 } },
    ]);
    const trail = new PostgresAuditTrail(store.database);
    const first = await trail.page({ after: null, limit: 1 });
    const second = await trail.page({ after: first.next, limit: 1 });
    expect([...first.rows, ...second.rows]).toEqual(await audit());
    expect(second.next).toBeNull();
  });

  it('is done once for each key of a caller, also if it is asked for twice at once', async () => {
    await refusedFormerly([eventJson(event('a')), eventJson(event('b'))]);
    const keyed = { key: 'k-1' };
    const [first, second] = await Promise.all([redrive(ALL, keyed), redrive(ALL, keyed)]);
    expect(first).toMatchObject({ accepted: 2 });
    expect(second).toEqual(first);
    expect(await redrive(ALL, keyed)).toEqual(first);
    expect(await audit()).toHaveLength(1);
    const otherwise = redrive({ ...ALL, asked: { ...ALL.asked, code: 'not_json' } }, keyed);
    await expect(otherwise).rejects.toMatchObject({ code: 'key_reused' });
    await expect(discard(ALL, keyed)).rejects.toMatchObject({ code: 'key_reused' });
    // Another operation of which the same was asked: nothing.
    const republish = { ...ANA, ...keyed, action: 'republish', asked: {} } as const;
    const done = operations().run(republish, async () => ({ answer: {}, steps: [] }));
    await expect(done).rejects.toMatchObject({ code: 'key_reused' });
    expect(await redrive(ALL, { ...keyed, who: 'bo' })).toMatchObject({ accepted: 0, events: [] });
  });

  it('of two operators at once settles each event once, whoever comes first', async () => {
    await refusedFormerly(Array.from({ length: 20 }, (_, i) => eventJson(event(`e-${i}`))));
    const done = await Promise.all([redrive(ALL, { who: 'bo' }), discard(ALL), redrive(ALL, { who: 'cy' })]);
    const [bo, ana, cy] = done;
    expect((bo?.accepted ?? 0) + (ana?.discarded ?? 0) + (cy?.accepted ?? 0)).toBe(20);
    const settled = await states();
    expect(settled.filter((state) => state === 'redriven')).toHaveLength((await ledgerIds()).length);
    expect(settled).not.toContain('waiting');
  });

  it('that fails in the middle leaves nothing behind, and its key can be used again', async () => {
    await refusedFormerly([eventJson(event('a'))]);
    // The last statement of an operation fails.
    await store.database.query(
      `ALTER TABLE refused_step ADD CONSTRAINT broken CHECK (outcome <> 'accepted') NOT VALID`,
    );
    await expect(redrive(ALL, { key: 'k' })).rejects.toThrow('broken');
    expect([await states(), await ledgerIds()]).toEqual([['waiting'], []]);
    await store.database.query('ALTER TABLE refused_step DROP CONSTRAINT broken');
    expect(await redrive(ALL, { key: 'k' })).toMatchObject({ accepted: 1 });
    expect((await audit()).map(({ result }) => result)).toEqual(['done', 'failed']);
  });

  it('whose program is killed at its last statement leaves nothing behind, and is done once afterwards', async () => {
    await refusedFormerly([eventJson(event('a'))]);
    const killed = await store.database.transaction('READ COMMITTED', async ({ query }) => {
      await query('LOCK TABLE refused_step IN EXCLUSIVE MODE');
      const ended = redrive(ALL, { key: 'k' }).then(
        () => 'done',
        () => 'lost',
      );
      const deadline = Date.now() + 30_000;
      let pids: readonly object[] = [];
      while (pids.length === 0 && Date.now() < deadline) {
        // A transaction sees the activity as it was when it first asked.
        await query('SELECT pg_stat_clear_snapshot()');
        pids = await query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO refused_step%'`,
        );
      }
      // A redrive that waits at another statement ends only after this transaction.
      return pids.length === 0 ? 'not seen' : ended;
    });
    expect(killed).toBe('lost');
    expect([await states(), await ledgerIds()]).toEqual([['waiting'], []]);
    expect(await redrive(ALL, { key: 'k' })).toMatchObject({ accepted: 1 });
    expect(await ledgerIds()).toEqual(['a']);
  });

  it('takes a thousand events at most, and says behind which one to go on', async () => {
    await refusedFormerly(Array.from({ length: 1001 }, () => 'bad'));
    const { events, next } = await redrive(ALL);
    expect([events.length, next]).toEqual([1000, events.at(-1)?.id]);
    expect(await redrive({ ...ALL, after: next })).toMatchObject({ refused: 1, next: null });
  });
});

describe('the audit and the steps', () => {
  it.each([
    'UPDATE audit SET who = who',
    'DELETE FROM audit',
    'TRUNCATE refused_step CASCADE',
    'DELETE FROM refused_step',
  ])('refuse %s, also by the owner', async (statement) => {
    await expect(store.database.query(statement)).rejects.toThrow('is append-only');
  });
});
