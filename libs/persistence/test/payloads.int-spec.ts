import { describe, expect, it } from '@jest/globals';
import { event, item, items } from '../../wire/test/stripe-payloads.ts';
import { created } from '../../../test/builders/events.ts';
import { feedOf } from '../../../test/builders/payloads.ts';
import { type OpenStore } from '../../../test/builders/postgres-store.ts';
import { batch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;
let feed: ReturnType<typeof feedOf>;

withEmptyStore((opened) => {
  store = opened;
  feed = feedOf(opened);
});

const applied = (adapter: object, ...payloads: readonly string[]) => feed.apply(adapter, payloads);

const rows = (sql: string) => store.database.query<Record<string, unknown>>(sql);

const spaced = (json: object): string => JSON.stringify(json, null, 1);

describe('payloads of a topic', () => {
  it('are kept byte for byte, once, beside the events that they became', async () => {
    const ends = spaced(event('updated', { cancel_at_period_end: true }));
    const outcome = await applied({}, ends, spaced({ object: 'invoice', id: 'in_1' }));
    expect(outcome).toMatchObject({ accepted: { amended: 1, cancelled: 1 }, passedOver: 1, refused: {} });
    expect(
      await rows(
        `SELECT convert_from(value, 'UTF8') AS value, format, translator_version AS version, origin FROM payload`,
      ),
    ).toEqual([{ value: ends, format: 'stripe', version: 1, origin: 'stripe' }]);
    expect(await rows('SELECT event_id FROM payload_event JOIN payload USING (payload_id) ORDER BY event_id')).toEqual([
      { event_id: 'evt_1' },
      { event_id: 'evt_1#2' },
    ]);
    expect(await rows('SELECT timezone, adapter FROM translation_config')).toEqual([{ timezone: 'UTC', adapter: {} }]);
  });

  it('count once under any config: a repeat that another config reads otherwise is no conflict', async () => {
    const payload = spaced(event('updated'));
    await applied({}, payload);
    expect(await applied({}, payload)).toMatchObject({ repeated: 1, refused: {} });
    const renamed = { products: { prod_core: 'core' } };
    expect(await applied(renamed, payload)).toMatchObject({ repeated: 1, refused: {} });
    expect(await rows('SELECT count(*)::int AS kept FROM payload')).toEqual([{ kept: 1 }]);
  });

  it('are dead letters as they came, where they are refused or conflict', async () => {
    const other = spaced(event('updated', { items: items(item({ quantity: 5 })) }));
    await applied({}, spaced(event('updated')), '{"broken');
    expect(await applied({}, other)).toMatchObject({ refused: { id_conflict: 1 } });
    const letters = await rows(
      `SELECT convert_from(value, 'UTF8') AS value FROM outbox WHERE topic = 'stripe.dlq' ORDER BY value`,
    );
    expect(letters.map(({ value }) => value)).toEqual([other, '{"broken']);
  });

  it('that only have test records advance the partition', async () => {
    await applied({}, spaced({ ...event('updated'), livemode: false }));
    const [progress] = await rows(`SELECT next_offset::text AS next FROM progress WHERE topic = 'stripe'`);
    expect(progress).toEqual({ next: String(feed.offset()) });
  });
});

describe('events that are no payloads', () => {
  it('leave no row behind, and conflict as ever', async () => {
    await store.apply(batch([created({ id: 'a' })]));
    expect(await rows('SELECT FROM payload')).toEqual([]);
    expect(await rows('SELECT FROM payload_event')).toEqual([]);
  });
});
