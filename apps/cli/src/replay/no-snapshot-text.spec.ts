import { describe, expect, it } from '@jest/globals';
import { civilDate } from '@app/domain';
import { noSnapshotText } from './no-snapshot-text.ts';

const words = (text: string): string => text.replaceAll('\n', ' ');

describe('A replay without snapshots', () => {
  it('is questioned where its day is before the first one of the books', () => {
    expect(words(noSnapshotText(civilDate(2020, 1, 1), civilDate(2024, 1, 1)))).toMatch(
      /no snapshots as of 2020-01-01: the first day of the books is 2024-01-01\. Replay again with a later --as-of/,
    );
  });

  it('has none where no contract is ever active', () => {
    expect(noSnapshotText(civilDate(2020, 1, 1), null)).toContain('no contract is active on any day');
  });
});
