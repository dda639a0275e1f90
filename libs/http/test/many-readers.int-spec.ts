import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { created, day, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { serve, type Served } from '../../../test/builders/served.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

const READERS = 1000;

/** What a reader may cost at both ends together, in this process: two sockets with their buffers. */
const MOST_BYTES_A_READER = 512 * 1024;

/** A reader that keeps the ids of its revisions alone, so that a thousand of them fit in a test. */
class Reader {
  readonly ids: string[] = [];
  readonly others: string[] = [];
  #text = '';
  #wanted = 0;
  #reached: () => void = () => undefined;
  #answer: IncomingMessage | null = null;

  /** Resolves when the server has answered, so that what is written from then on is for this reader too. */
  async begin(url: string, lastId: string | null): Promise<this> {
    const headers = lastId === null ? {} : { 'last-event-id': lastId };
    await new Promise<void>((resolve, reject) => {
      get(`${url}/api/v1/stream`, { headers, agent: false }, (answer) => {
        this.#answer = answer;
        answer.setEncoding('utf8').on('data', (chunk: string) => this.#read(chunk));
        // The first bytes of a stream are its retry interval.
        answer.once('data', () => resolve()).on('error', () => undefined);
      }).on('error', reject);
    });
    return this;
  }

  async until(count: number): Promise<void> {
    this.#wanted = count;
    if (this.ids.length >= count) return;
    await new Promise<void>((resolve) => (this.#reached = resolve));
  }

  end(): void {
    this.#answer?.destroy();
  }

  #read(chunk: string): void {
    const events = (this.#text + chunk).split('\n\n');
    this.#text = events.pop() ?? '';
    for (const event of events) {
      const type = /^event: (.*)$/m.exec(event)?.[1];
      const id = /^id: (.*)$/m.exec(event)?.[1];
      if (type === 'snapshot' && id !== undefined) this.ids.push(id);
      else if (type !== undefined && type !== 'data') this.others.push(type);
    }
    if (this.ids.length >= this.#wanted) this.#reached();
  }
}

let store: OpenStore;
let api: Served;
let sold = 0;

/** Another contract and another take. Returns the revisions that it wrote. */
const sell = async (asOf: string): Promise<readonly string[]> => {
  sold += 1;
  const name = `sub-${sold}`;
  await store.apply(fileBatch([created({ id: name, contract: name, customer: name, term: term('2025-01-01', null) })]));
  await store.take(day(asOf));
  const rows = await store.database.query<{ id: string }>(
    'SELECT snapshot_id AS id FROM snapshot WHERE take_id = (SELECT max(take_id) FROM take) ORDER BY 1',
  );
  return rows.map(({ id }) => id);
};

const revisionOf = (id: string): string => Buffer.from(id.split('.')[1] ?? '', 'base64url').toString();

const beginAll = async (lastId: (index: number) => string | null): Promise<readonly Reader[]> =>
  Promise.all(Array.from({ length: READERS }, (_, i) => new Reader().begin(api.url, lastId(i))));

const endAll = (readers: readonly Reader[]): void => readers.forEach((reader) => reader.end());

// Registered first, because the store drops its database after all tests.
afterAll(() => api.close());
withStore((opened) => {
  store = opened;
});
beforeAll(async () => {
  await sell('2025-01-10');
  api = await serve(store);
});

describe('A thousand readers at once', () => {
  it('get every revision of every take, once and in order, also those that were away for a take', async () => {
    const before = process.memoryUsage().rss;
    const readers = await beginAll(() => null);
    const first = await sell('2025-01-11');
    const second = await sell('2025-01-12');
    const seen = [...first, ...second];
    await Promise.all(readers.map((reader) => reader.until(seen.length)));
    const grown = process.memoryUsage().rss - before;
    const wrong = readers.filter(({ ids, others }) => others.length > 0 || ids.map(revisionOf).join() !== seen.join());
    expect({ wrong: wrong.length, events: seen.length > 10 }).toEqual({ wrong: 0, events: true });
    expect(grown / READERS).toBeLessThan(MOST_BYTES_A_READER);

    // Each resumes behind another event than the one before it.
    const kept = readers.map(({ ids }, i) => ids.slice(0, 1 + (i % seen.length)));
    endAll(readers);
    const third = await sell('2025-01-13');
    const resumed = await beginAll((i) => kept[i]?.at(-1) ?? null);
    const fourth = await sell('2025-01-14');
    const all = [...seen, ...third, ...fourth];
    await Promise.all(resumed.map((reader, i) => reader.until(all.length - (kept[i]?.length ?? 0))));
    const incomplete = resumed.filter(
      ({ ids, others }, i) => others.length > 0 || [...(kept[i] ?? []), ...ids].map(revisionOf).join() !== all.join(),
    );
    expect(incomplete).toHaveLength(0);
    endAll(resumed);
  });
});
