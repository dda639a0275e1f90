import { describe, expect, it } from '@jest/globals';
import type { Books, Line } from './conformance-case.ts';
import { differences } from './differences.ts';

const snapshot = (stated: Line = {}): Line => ({
  ...{ grain: 'month', period: '2025-01', dimension: 'tier', segment: 'a', status: 'closed' },
  ...{ arr: '120', active_logos: 1, nrr_pct: null, signals: [] },
  ...stated,
});

const books = (stated: Partial<Books> = {}): Books => ({ contracts: [], refused: [], snapshots: [], ...stated });

const inSnapshots = (expected: readonly Line[], actual: readonly Line[]) =>
  differences(books({ snapshots: expected }), books({ snapshots: actual }));

describe('differences', () => {
  it('finds none in equal books', () => {
    expect(inSnapshots([snapshot()], [snapshot()])).toEqual([]);
  });

  it('names another value, another type and a field of one side only', () => {
    expect(inSnapshots([snapshot()], [snapshot({ arr: '121' })])).toEqual([
      'month|2025-01|tier|a.arr: expected "120", is "121"',
    ]);
    expect(inSnapshots([snapshot()], [snapshot({ arr: 120 })])).toHaveLength(1);
    expect(inSnapshots([snapshot({ hhi: '1' })], [snapshot()])).toHaveLength(1);
    expect(inSnapshots([snapshot()], [snapshot({ hhi: '1' })])).toHaveLength(1);
  });

  it('takes a segment of zeros for an absent one, but not the whole', () => {
    const zeros = { arr: '0.0000', active_logos: 0 };
    expect(inSnapshots([], [snapshot(zeros)])).toEqual([]);
    expect(inSnapshots([snapshot(zeros)], [])).toEqual([]);
    expect(inSnapshots([snapshot({ ...zeros, hhi: '1' })], [])).toHaveLength(1);
    expect(inSnapshots([], [snapshot({ ...zeros, dimension: 'all' })])).toHaveLength(1);
    expect(inSnapshots([snapshot()], [])).toEqual(['month|2025-01|tier|a: missing']);
  });

  it('takes signals in any order, and leaves out what a revision tells of itself', () => {
    const signals = [{ code: 'b' }, { code: 'a' }];
    expect(inSnapshots([snapshot({ signals })], [snapshot({ signals: signals.toReversed(), revision: 2 })])).toEqual(
      [],
    );
    expect(inSnapshots([snapshot({ signals })], [snapshot({ signals: [{ code: 'a' }] })])).toHaveLength(1);
  });

  it('compares every field of a contract, and refused events by place and code', () => {
    const contract = { contract_id: 'a', arr: '1' };
    expect(differences(books({ contracts: [contract] }), books())).toHaveLength(2);
    const refused = { file: 'events.jsonl', line: 3, code: 'not_json', message: 'no' };
    expect(differences(books({ refused: [refused] }), books({ refused: [{ ...refused, message: 'nope' }] }))).toEqual(
      [],
    );
    expect(differences(books({ refused: [refused] }), books({ refused: [{ ...refused, line: 4 }] }))).toHaveLength(1);
    expect(differences(books({ refused: [refused] }), books())).toHaveLength(1);
  });

  it('refuses a key that stands twice', () => {
    expect(() => inSnapshots([], [snapshot(), snapshot()])).toThrow('twice');
  });
});
