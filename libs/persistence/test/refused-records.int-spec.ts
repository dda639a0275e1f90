import { describe, expect, it } from '@jest/globals';
import type { OutgoingRecord } from '@app/processing';
import { eventJson } from '@app/wire';
import { created } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { batch, fileBatch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

const event = (id: string, changes: Parameters<typeof created>[0] = {}) => created({ id, ...changes });

describe('a refused record', () => {
  const bytes: readonly (readonly [string, Buffer | null, Buffer | null])[] = [
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0xfe]), Buffer.from([0xff])],
    ['NUL bytes', Buffer.from('{"a":"\u0000"}'), Buffer.from('k\u0000')],
    ['an empty value', Buffer.alloc(0), Buffer.alloc(0)],
    ['no value and no key', null, null],
    ['a big value', Buffer.alloc(1_200_000, 'x\\'), Buffer.from('big')],
    ['a text that would be an escape', Buffer.from('\\x41 \\N \t'), Buffer.from('\\x41')],
  ];

  const bytesOf = (buffer: Buffer | null | undefined): string | null | undefined =>
    buffer ? buffer.toString('hex') : buffer;

  it.each(bytes)('is kept and put into the outbox byte for byte: %s', async (_, value, key) => {
    const headers = { 'x-odd "name"': Buffer.from([0, 1, 255]) };
    await store.apply({ ...batch(['x'], { from: 41 }), records: [{ position: 41n, key, value, headers }] });
    const [refused] = await store.database.query<{ key: Buffer | null; value: Buffer | null }>('SELECT * FROM refused');
    expect(refused).toMatchObject({
      origin: 'events',
      partition: 0,
      position: '41',
      headers: { 'x-odd "name"': 'AAH/' },
    });
    expect([bytesOf(refused?.key), bytesOf(refused?.value)]).toEqual([bytesOf(key), bytesOf(value)]);
    const sent: OutgoingRecord[] = [];
    await store.outbox.publishNext('events.dlq', 10, async (records) => {
      sent.push(...records);
    });
    const [letter] = sent;
    expect([bytesOf(letter?.key), bytesOf(letter?.value)]).toEqual([bytesOf(key), bytesOf(value)]);
    expect(letter?.headers).toMatchObject({ ...headers, '__connect.errors.offset': Buffer.from('41') });
  });

  it('of a file has its line and no dead letter, and is stored once even if the file is read again', async () => {
    await store.apply(fileBatch(['bad', event('a')]));
    expect((await store.apply(fileBatch(['bad', event('a')]))).refusedRecords).toHaveLength(1);
    expect(await store.database.query('SELECT origin, partition, position::int FROM refused')).toEqual([
      { origin: 'events.jsonl', partition: -1, position: 1 },
    ]);
    expect(await store.outbox.lanes()).toEqual([]);
  });

  it('is stored with its code and field even if its faulty value cannot be stored', async () => {
    await store.apply(batch([eventJson(event('a')).replace('"USD"', JSON.stringify('\u0000\ud800'))]));
    expect(await store.database.query('SELECT code, field FROM refused')).toEqual([
      { code: 'unknown_currency', field: 'data.currency' },
    ]);
  });

  it('is published in the order of the offsets of its batch, and so are conflicts', async () => {
    await store.apply(batch([event('a')]));
    await store.apply(
      batch([event('a', { customer: 'other' }), 'bad', event('a', { currency: 'EUR' }), '[]'], { from: 1 }),
    );
    const offsets: string[] = [];
    await store.outbox.publishNext('events.dlq', 10, async (records) => {
      offsets.push(...records.map(({ headers }) => String(headers['__connect.errors.offset'])));
    });
    expect(offsets).toEqual(['1', '2', '3', '4']);
  });
});
