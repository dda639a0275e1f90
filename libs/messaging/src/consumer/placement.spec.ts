import { describe, expect, it } from '@jest/globals';
import { missingFrom, placement } from './placement.ts';

const log = { first: 100n, end: 200n };

describe('placement', () => {
  it('takes a batch that was fetched from where it should', () => {
    expect(placement({ from: 150n, expected: 150n, log, soughtTo: null })).toEqual({ kind: 'take' });
  });

  it('fetches again from the right offset, whether the batch lies behind it or in front', () => {
    const again = { kind: 'seek', to: 150n };
    expect(placement({ from: 120n, expected: 150n, log, soughtTo: null })).toEqual(again);
    expect(placement({ from: 180n, expected: 150n, log, soughtTo: null })).toEqual(again);
  });

  it('takes a later batch once the driver comes back from the right offset with nothing in between', () => {
    expect(placement({ from: 153n, expected: 150n, log, soughtTo: 150n })).toEqual({ kind: 'take' });
  });

  it('never takes an earlier one, nor a later one after a seek to elsewhere', () => {
    expect(placement({ from: 120n, expected: 150n, log, soughtTo: 150n })).toEqual({ kind: 'seek', to: 150n });
    expect(placement({ from: 180n, expected: 150n, log, soughtTo: 140n })).toEqual({ kind: 'seek', to: 150n });
  });

  it('begins at the beginning of the log where the partition was never seen', () => {
    expect(placement({ from: 100n, expected: null, log, soughtTo: null })).toEqual({ kind: 'take' });
    expect(placement({ from: 160n, expected: null, log, soughtTo: null })).toEqual({ kind: 'seek', to: 100n });
  });

  it('stops where records in front of the log are missing, or the log ends too early', () => {
    const removed = placement({ from: 100n, expected: 99n, log, soughtTo: null });
    expect(removed).toEqual({ kind: 'stop', missing: 'removed', stored: 99n });
    const recreated = placement({ from: 100n, expected: 201n, log, soughtTo: 201n });
    expect(recreated).toEqual({ kind: 'stop', missing: 'recreated', stored: 201n });
  });
});

describe('missingFrom', () => {
  it.each([
    [99n, 'removed'],
    [100n, null],
    [200n, null],
    [201n, 'recreated'],
  ] as const)('of a log from 100 to 200 and %s next is %s', (next, missing) => {
    expect(missingFrom(log, next)).toBe(missing);
  });
});
