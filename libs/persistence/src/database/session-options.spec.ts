import { describe, expect, it } from '@jest/globals';
import { sessionOptions } from './session-options.ts';

const PLAIN = 'postgres://acv:p%40ss@db:5432/acv?sslmode=require';

describe('sessionOptions', () => {
  it('leaves the URL as it is, and finds the store in the schema public', () => {
    const { url, options } = sessionOptions(PLAIN);
    expect(url).toBe(PLAIN);
    expect(options).toContain('-c search_path=public');
    expect(options).toContain('-c timezone=UTC');
    expect(sessionOptions('host=/tmp dbname=acv').url).toBe('host=/tmp dbname=acv');
  });

  it('keeps the schema of the URL, and puts our own settings last, where they win', () => {
    const { url, options } = sessionOptions(`${PLAIN}&options=-c%20search_path%3Dbooks%20-c%20timezone%3DAsia/Tokyo`);
    expect(url).toBe(PLAIN);
    expect(options).toMatch(/^-c search_path=books -c timezone=Asia\/Tokyo .*-c timezone=UTC/);
    expect(options).not.toContain('public');
  });
});
