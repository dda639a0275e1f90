import { describe, expect, it } from '@jest/globals';
import { inlined } from './script.ts';
import { literal, sql } from './sql.ts';

describe('a statement', () => {
  it('has its parts indented as the lines that hold them', () => {
    const part = sql`
SELECT 1
WHERE true`;
    expect(sql`
SELECT *
FROM (
  ${part}
) AS one`).toBe('SELECT *\nFROM (\n  SELECT 1\n  WHERE true\n) AS one');
  });

  it('leaves the texts of a policy as they are, also one of several lines', () => {
    const label = literal(`a\n'b' \\ c`);
    expect(label).toBe(String.raw`E'a\n''b'' \\ c'`);
    expect(sql`
CASE
  WHEN true THEN ${label}
END`).toContain(label);
    expect(inlined(`SELECT ${label}, $1`, [1])).toBe(`SELECT ${label}, 1`);
  });
});
