import { describe, expect, it } from '@jest/globals';
import { missingFrom, startDecision } from './start-position.ts';

const log = { first: 100n, end: 200n };

describe('startDecision', () => {
  it('applies a batch that was fetched from the stored offset', () => {
    expect(startDecision({ from: 150n, expected: 150n, log, soughtTo: null })).toEqual({ kind: 'apply' });
  });

  it('seeks the stored offset, whether the batch is before or after it', () => {
    const again = { kind: 'seek', to: 150n };
    expect(startDecision({ from: 120n, expected: 150n, log, soughtTo: null })).toEqual(again);
    expect(startDecision({ from: 180n, expected: 150n, log, soughtTo: null })).toEqual(again);
  });

  it('applies a later batch once the driver returns it after a seek to the stored offset', () => {
    expect(startDecision({ from: 153n, expected: 150n, log, soughtTo: 150n })).toEqual({ kind: 'apply' });
  });

  it('never applies an earlier batch, nor a later one after a seek to elsewhere', () => {
    expect(startDecision({ from: 120n, expected: 150n, log, soughtTo: 150n })).toEqual({ kind: 'seek', to: 150n });
    expect(startDecision({ from: 180n, expected: 150n, log, soughtTo: 140n })).toEqual({ kind: 'seek', to: 150n });
  });

  it('begins at the beginning of the log where no progress is stored', () => {
    expect(startDecision({ from: 100n, expected: null, log, soughtTo: null })).toEqual({ kind: 'apply' });
    expect(startDecision({ from: 160n, expected: null, log, soughtTo: null })).toEqual({ kind: 'seek', to: 100n });
  });

  it('stops where the log begins after the stored offset or ends before it', () => {
    const removed = startDecision({ from: 100n, expected: 99n, log, soughtTo: null });
    expect(removed).toEqual({ kind: 'stop', missing: 'removed', stored: 99n });
    const recreated = startDecision({ from: 100n, expected: 201n, log, soughtTo: 201n });
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
