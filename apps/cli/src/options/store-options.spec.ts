import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { storeInOptions, storeNamed } from './store-options.ts';

const before = process.env.DATABASE_URL;

beforeEach(() => {
  delete process.env.DATABASE_URL;
});
afterEach(() => {
  if (before === undefined) delete process.env.DATABASE_URL;
  else process.env.DATABASE_URL = before;
});

describe('The books of a command', () => {
  it('are in a folder or in a Postgres', () => {
    expect(storeNamed({ books: './books' })).toEqual({ kind: 'folder', folder: './books' });
    expect(storeNamed({ databaseUrl: 'postgres://h/d' })).toEqual({ kind: 'server', url: 'postgres://h/d' });
  });

  it('are those of the environment only if no option names others', () => {
    process.env.DATABASE_URL = 'postgres://env/d';
    expect(storeNamed({})).toEqual({ kind: 'server', url: 'postgres://env/d' });
    expect(storeNamed({ books: './books' })).toEqual({ kind: 'folder', folder: './books' });
    expect(storeInOptions({})).toBeNull();
  });

  it('are named once', () => {
    const twice = { books: './books', databaseUrl: 'postgres://h/d' };
    expect(() => storeNamed(twice)).toThrow('--books and --database-url both name the books');
    expect(() => storeNamed({})).toThrow(/no books are named: give --books .* --database-url .*DATABASE_URL/);
  });
});
