import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { created, day, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { serve, type Served } from '../../../test/builders/served.ts';
import { follow, revisionsIn } from '../../../test/builders/stream-reader.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;
let api: Served;
let sold = 0;

/** Another contract and another take. Returns the ids of the revisions that it wrote. */
const sell = async (asOf: string): Promise<readonly string[]> => {
  sold += 1;
  const name = `sub-${sold}`;
  await store.apply(fileBatch([created({ id: name, contract: name, customer: name, term: term('2025-01-01', null) })]));
  await store.take(day(asOf));
  const rows = await store.database.query<{ id: string }>(
    `SELECT snapshot_id AS id FROM snapshot WHERE take_id = (SELECT max(take_id) FROM take) ORDER BY 1`,
  );
  return rows.map(({ id }) => id);
};

// Registered first, because the store drops its database after all tests.
afterAll(() => api.close());
withStore((opened) => {
  store = opened;
});
beforeAll(async () => {
  await sell('2025-01-10');
  api = await serve(store);
});

describe('the stream', () => {
  it('sends the revisions that are written from now on, with the record of the topic', async () => {
    const reader = await follow(api);
    expect(reader.answer.headers.get('content-type')).toBe('text/event-stream');
    const written = await sell('2025-01-11');
    await reader.until(written.length);
    expect(revisionsIn(reader.events)).toEqual(written);
    const [first] = reader.events;
    expect(JSON.parse(first?.data ?? '{}')).toMatchObject({ period: expect.any(String), arr: expect.any(String) });
    await reader.end();
  });

  it('resumes behind any event without a gap, also after a restart of the API', async () => {
    const before = await follow(api);
    const first = await sell('2025-01-12');
    await before.until(first.length);
    const middle = before.events[2]?.id ?? '';
    await before.end();
    await api.close();
    const second = await sell('2025-01-13');
    api = await serve(store);
    const after = await follow(api, middle);
    await after.until(first.length - 3 + second.length);
    const third = await sell('2025-01-14');
    await after.until(first.length - 3 + second.length + third.length);
    expect(revisionsIn(after.events)).toEqual([...first.slice(3), ...second, ...third]);
    await after.end();
  });

  it.each(['nonsense', '999999.x', '1.YQ'])('says reset when it does not know the id %s', async (id) => {
    const reader = await follow(api, id);
    await reader.until(1);
    expect(reader.events).toMatchObject([{ type: 'reset', id: expect.stringMatching(/^\d+\./) }]);
    // From there on it goes on as for any other reader.
    const written = await sell('2025-01-15');
    await reader.until(1 + written.length);
    expect(revisionsIn(reader.events.slice(1))).toEqual(written);
    await reader.end();
  });

  it('gives every one of many readers every revision', async () => {
    const readers = await Promise.all(Array.from({ length: 100 }, () => follow(api)));
    const written = await sell('2025-01-16');
    await Promise.all(readers.map((reader) => reader.until(written.length)));
    for (const { events } of readers) expect(revisionsIn(events)).toEqual(written);
    await Promise.all(readers.map((reader) => reader.end()));
  });
});
