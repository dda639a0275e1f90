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

  it('reports a different value, a different type and a field that only one side has', () => {
    expect(inSnapshots([snapshot()], [snapshot({ arr: '121' })])).toEqual([
      'month|2025-01|tier|a.arr: expected "120", is "121"',
    ]);
    expect(inSnapshots([snapshot()], [snapshot({ arr: 120 })])).toHaveLength(1);
    expect(inSnapshots([snapshot({ hhi: '1' })], [snapshot()])).toHaveLength(1);
    expect(inSnapshots([snapshot()], [snapshot({ hhi: '1' })])).toHaveLength(1);
  });

  it('treats a segment of zeros as absent, but not the whole', () => {
    const zeros = { arr: '0.0000', active_logos: 0 };
    expect(inSnapshots([], [snapshot(zeros)])).toEqual([]);
    expect(inSnapshots([snapshot(zeros)], [])).toEqual([]);
    expect(inSnapshots([snapshot({ ...zeros, hhi: '1' })], [])).toHaveLength(1);
    expect(inSnapshots([], [snapshot({ ...zeros, dimension: 'all' })])).toHaveLength(1);
    expect(inSnapshots([snapshot()], [])).toEqual(['month|2025-01|tier|a: missing']);
  });

  it('accepts signals in any order, and ignores the fields about the revision', () => {
    const signals = [{ code: 'b' }, { code: 'a' }];
    expect(inSnapshots([snapshot({ signals })], [snapshot({ signals: signals.toReversed(), revision: 2 })])).toEqual(
      [],
    );
    expect(inSnapshots([snapshot({ signals })], [snapshot({ signals: [{ code: 'a' }] })])).toHaveLength(1);
  });

  it('compares every stated field of a contract, and refused events by file, line and code', () => {
    const contract = { contract_id: 'a', arr: '1' };
    const found = (contracts: readonly Line[]) => differences(books({ contracts: [contract] }), books({ contracts }));
    expect(found([])).toEqual(['a: missing']);
    expect(found([contract, { contract_id: 'b' }])).toEqual(['b: not expected']);
    expect(found([{ ...contract, customer_id: 'c' }])).toEqual([]);
    expect(found([{ contract_id: 'a' }])).toEqual(['a.arr: expected "1", is absent']);
    expect(found([{ ...contract, arr: '2' }])).toHaveLength(1);
    const refused = { file: 'events.jsonl', line: 3, code: 'not_json', message: 'no' };
    expect(differences(books({ refused: [refused] }), books({ refused: [{ ...refused, message: 'nope' }] }))).toEqual(
      [],
    );
    expect(differences(books({ refused: [refused] }), books({ refused: [{ ...refused, line: 4 }] }))).toHaveLength(1);
    expect(differences(books({ refused: [refused] }), books())).toHaveLength(1);
  });

  it('refuses a key that occurs twice', () => {
    expect(() => inSnapshots([], [snapshot(), snapshot()])).toThrow('twice');
  });
});
