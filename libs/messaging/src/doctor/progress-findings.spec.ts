import { describe, expect, it } from '@jest/globals';
import { type InputPartition, partitionFindings } from './progress-findings.ts';

const sound: InputPartition = {
  topic: 't',
  partition: 0,
  log: { first: 10n, end: 20n },
  hint: 20n,
  recent: 20n,
  young: 15n,
  afterProgress: 20n,
};
const at = (next: bigint) => ({ topic: 't', partition: 0, next, updatedAt: new Date(0) });
const codes = (input: Partial<InputPartition>, next: bigint | null, members: number | null = 1) =>
  partitionFindings({ ...sound, ...input }, next === null ? null : at(next), members).map(({ code }) => code);

describe('A partition', () => {
  it('that is read is sound, with or without members, and whatever has no progress and no records', () => {
    expect([codes({}, 20n), codes({}, 20n, 0), codes({ log: { first: 0n, end: 0n } }, null, 0)]).toEqual([[], [], []]);
  });

  it('may be a little behind while somebody reads it', () => {
    const behind = { hint: 18n, recent: 15n, afterProgress: null };
    expect([codes(behind, 18n), codes(behind, 18n, null), codes(behind, 18n, 0)]).toEqual([[], [], ['group_behind']]);
  });

  it('is behind if its oldest unread record is old, or if there are very many', () => {
    expect(codes({ hint: null, afterProgress: null }, 18n)).toEqual(['group_behind']);
    expect(
      codes({ log: { first: 0n, end: 30_000n }, recent: 0n, young: null, hint: null, afterProgress: null }, 1n),
    ).toEqual(['group_behind']);
    expect(codes({ recent: 20n }, null)).toEqual(['retention_near']);
  });

  it('has lost records if its log begins later, and was recreated if it ends earlier', () => {
    expect([codes({}, 9n), codes({}, 21n)]).toEqual([['retention_gap'], ['topic_recreated']]);
  });

  it('was recreated if a record that was read is newer than the progress', () => {
    expect(codes({ afterProgress: 12n }, 20n)).toEqual(['topic_recreated']);
  });

  it('was put back if the group has read further than the store', () => {
    expect(codes({ hint: 19n, afterProgress: null }, 16n)).toEqual(['progress_behind_group']);
  });
});
