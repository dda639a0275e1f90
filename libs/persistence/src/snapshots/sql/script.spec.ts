import { describe, expect, it } from '@jest/globals';
import { inlined, Script } from './script.ts';

describe('a script', () => {
  it('writes parameters out as literals', () => {
    expect(inlined('SELECT $1::date, $2::int, $3, $1', ['2025-01-31', 6, null])).toBe(
      `SELECT '2025-01-31'::date, 6::int, NULL, '2025-01-31'`,
    );
    expect(inlined('SELECT $1', [`it's`])).toBe(`SELECT 'it''s'`);
    expect(inlined('SELECT $1::text[]', [['EUR', `a "b" \\ 'c'`]])).toBe(
      String.raw`SELECT '{"EUR","a \"b\" \\ ''c''"}'::text[]`,
    );
  });

  it('leaves texts and comments alone', () => {
    const sql = `SELECT '$1 it''s $1' -- $1, the customer's\n`;
    expect(inlined(`${sql}, $1`, [1])).toBe(`${sql}, 1`);
  });

  it('sends what was added since the last time, at once', async () => {
    const sent: string[] = [];
    const query = async <R>(sql: string): Promise<R[]> => {
      sent.push(sql);
      return [];
    };
    const script = new Script();
    await script.send({ query });
    script.add('SELECT 1');
    script.add('SELECT $1', [2]);
    await script.send({ query });
    script.add('SELECT 3');
    await script.send({ query });
    expect(sent).toEqual(['SELECT 1;\n\nSELECT 2', 'SELECT 3']);
  });
});
