import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OpenStore, openFresh } from '../builders/postgres-store.ts';
import { bookFrom } from '../naive/index.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';
import { bookDifferences } from './book-differences.ts';

/** Books in a run, and the seed of the first: `NAIVE_BOOKS=2000 NAIVE_SEED=7000` draws others. */
const BOOKS = Number(process.env['NAIVE_BOOKS'] ?? 200);
const FIRST_SEED = Number(process.env['NAIVE_SEED'] ?? 1);
const AT_ONCE = 20;

let service: PostgresService;
/** Takes of it keep what they worked out, however small the book is. */
let store: OpenStore;

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service, undefined, 0);
});
afterAll(async () => {
  await store.close();
  await service.stop();
});

const seeds = (from: number): readonly number[] =>
  Array.from({ length: Math.min(AT_ONCE, FIRST_SEED + BOOKS - from) }, (_, i) => from + i);

describe('the books of the product are those of the naive reading of the definitions', () => {
  for (let from = FIRST_SEED; from < FIRST_SEED + BOOKS; from += AT_ONCE) {
    it(`in every field: random books from ${from} on`, async () => {
      for (const seed of seeds(from)) {
        const differences = await bookDifferences(store, bookFrom(seed));
        expect({ seed, differences: differences.slice(0, 20) }).toEqual({ seed, differences: [] });
      }
    });
  }
});
