import type { Policy } from '@app/domain';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { type PostgresService, startPostgres } from '../services/postgres.ts';
import { fillKnownBook, KNOWN_POLICY } from './known-book.ts';
import { type OpenStore, openFresh } from './postgres-store.ts';

/** The policy of the store, if not the default; and the number of customers from which on takes keep comparisons. */
type StoreTerms = Readonly<{ policy?: Policy; keepsFrom?: number }>;

/** Gives a suite a store: opens it before all tests, hands it to `assign`, and drops it after all tests. */
export const withStore = (assign: (store: OpenStore) => void, { policy, keepsFrom }: StoreTerms = {}): void => {
  let service: PostgresService;
  let store: OpenStore;
  beforeAll(async () => {
    service = await startPostgres();
    store = await openFresh(service, policy, keepsFrom);
    assign(store);
  });
  afterAll(async () => {
    await store.close();
    await service.stop();
  });
};

/** Gives each test of a suite an empty store, in one database for all of them. */
export const withEmptyStore = (assign: (store: OpenStore) => void): void => {
  let current: OpenStore;
  const reassign = (store: OpenStore): void => {
    current = store;
    assign(store);
  };
  withStore(reassign);
  beforeEach(async () => {
    reassign(await current.emptied());
  });
};

/** Gives a suite a store with the known book. */
export const withKnownBook = (assign: (store: OpenStore) => void): void => {
  let store: OpenStore;
  withStore(
    (opened) => {
      store = opened;
      assign(opened);
    },
    { policy: KNOWN_POLICY },
  );
  beforeAll(() => fillKnownBook(store));
};
