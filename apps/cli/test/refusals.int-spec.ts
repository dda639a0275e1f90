import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleBookIn, type SampleBook } from '../../../test/docs/sample-book.ts';
import {
  type FreshDatabase,
  freshDatabase,
  type PostgresService,
  startPostgres,
} from '../../../test/services/postgres.ts';
import { withExistingStore } from '../src/store/existing-store.ts';
import { UsageError } from '@app/host';

let service: PostgresService;
let book: SampleBook;
let empty: FreshDatabase;

beforeAll(async () => {
  service = await startPostgres();
  book = await sampleBookIn(service);
  empty = await freshDatabase(service);
});
afterAll(async () => {
  await book.database.drop();
  await empty.drop();
  await service.stop();
});

const refused = (databaseUrl: string, named: Readonly<{ dimension?: string; segment?: string }> = {}) =>
  withExistingStore({ databaseUrl, ...named }, () => Promise.reject(new UsageError('--segment: it is missing')));

describe('A report', () => {
  it('that has no such segment says which there are, and which was meant', async () => {
    await expect(refused(book.database.url, { dimension: 'tier', segment: 'enterprize' })).rejects.toThrow(
      '--segment: it is missing; did you mean enterprise? there are (none), enterprise, mid-market, self-serve',
    );
    await expect(refused(book.database.url, { dimension: 'tier', segment: 'enterprise' })).rejects.toThrow(/missing$/);
  });

  it('that has no such dimension says which there are', async () => {
    await expect(refused(book.database.url, { dimension: 'teir', segment: 'enterprise' })).rejects.toThrow(
      /; did you mean tier\? there are all, tier, /,
    );
  });

  it('on an empty store asks whether it is the right one', async () => {
    await expect(refused(empty.url)).rejects.toThrow('there are no books in this store. Is it the right one?');
  });

  it('that cannot connect names the place and the setting, and no password', async () => {
    const wrong = new URL(book.database.url);
    wrong.password = 'hunter2';
    wrong.port = '1';
    const error: unknown = await refused(wrong.href).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(
      /no connection to Postgres at 127.0.0.1:1, database acv_test_\w+, user \w+ \(--database-url or DATABASE_URL\): .*ECONNREFUSED/,
    );
    expect(String(error)).not.toContain('hunter2');
    await expect(refused('localhost/acv')).rejects.toThrow('expected postgres://user:password@host:port/database');
  });
});
