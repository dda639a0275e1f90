import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OpenStore, openFresh } from '../builders/postgres-store.ts';
import { bookFrom } from '../naive/index.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';
import { bookDifferences } from './book-differences.ts';
import { viewDifferences } from './view-differences.ts';

/** The books of each suite, and the seed of the first book; `NAIVE_BOOKS=1000 NAIVE_SEED=7000` draws others. */
const BOOKS = Number(process.env['NAIVE_BOOKS'] ?? 100);
const FIRST_SEED = Number(process.env['NAIVE_SEED'] ?? 1);
const AT_ONCE = 20;

/** Declares the tests of the nth part of the random books, so that two workers can share them. */
export const describeNaiveBooks = (part: number): void => {
  const first = FIRST_SEED + (part - 1) * BOOKS;
  const behind = first + BOOKS;
  let service: PostgresService;
  /** A store whose takes keep their comparisons, however small the book is. */
  let store: OpenStore;

  beforeAll(async () => {
    service = await startPostgres();
    store = await openFresh(service, undefined, 0);
  });
  afterAll(async () => {
    await store.close();
    await service.stop();
  });

  describe('the books of the product equal the naive reading of the definitions', () => {
    for (let from = first; from < behind; from += AT_ONCE) {
      const last = Math.min(from + AT_ONCE, behind) - 1;
      it(`in every field, and the views for analysts agree: random books ${from} to ${last}`, async () => {
        for (let seed = from; seed <= last; seed += 1) {
          const differences = await bookDifferences(store, bookFrom(seed));
          const inViews = await viewDifferences(store.database);
          const found = [...differences, ...inViews].slice(0, 20);
          expect({ seed, differences: found }).toEqual({ seed, differences: [] });
        }
      });
    }
  });
};
