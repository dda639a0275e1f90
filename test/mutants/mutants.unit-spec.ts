import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { MUTANTS } from './mutants.mjs';

const root = join(import.meta.dirname, '../..');
const source = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('The wrong rules', () => {
  it.each(MUTANTS)('can be tried, because the right text is once in its file: %s', (_wrong, file, right, broken) => {
    expect(source(file).split(right)).toHaveLength(2);
    expect(broken).not.toBe(right);
  });

  it('have names of their own', () => {
    expect(new Set(MUTANTS.map(([wrong]) => wrong)).size).toBe(MUTANTS.length);
  });
});
