import type { Policy } from '@app/domain';
import { afterAll, beforeAll } from '@jest/globals';
import { fillKnownBook, KNOWN_POLICY } from './known-book.ts';
import type { OpenStore } from './postgres-store.ts';
import { serve, type Served } from './served.ts';
import { withStore } from './suite-store.ts';

/** A store and the API over it. */
export type ServedStore = Readonly<{ store: OpenStore; api: Served }>;

type Terms = Readonly<{ policy?: Policy; fill?: (store: OpenStore) => Promise<void> }>;

/** Gives a suite a store, filled before it is served, and the API over it. */
export const withServedStore = (assign: (served: ServedStore) => void, { policy, fill }: Terms = {}): void => {
  let store: OpenStore;
  let api: Served | undefined;
  // Registered first, because the store drops its database after all tests.
  afterAll(async () => api?.close());
  withStore(
    (opened) => {
      store = opened;
    },
    policy === undefined ? {} : { policy },
  );
  beforeAll(async () => {
    await fill?.(store);
    api = await serve(store);
    assign({ store, api });
  });
};

/** The same with the known book. */
export const withServedBook = (assign: (served: ServedStore) => void): void =>
  withServedStore(assign, { policy: KNOWN_POLICY, fill: fillKnownBook });
