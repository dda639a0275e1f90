import { describe, expect, it } from '@jest/globals';
import type { Grain } from '@app/domain';
import { day } from '../../../../test/builders/events.ts';
import { storedContent } from '../../../../test/builders/stored-content.ts';
import type { SnapshotRevision } from '../snapshots/snapshot-store.ts';
import { latestNarrative, wholeBook } from './period-narrative.ts';

const revision = (grain: Grain, period: string, stated: Partial<SnapshotRevision> = {}): SnapshotRevision => ({
  dimension: 'all',
  segment: 'all',
  grain,
  period,
  revision: 1,
  status: 'closed',
  reason: 'first',
  snapshotId: period,
  measuredOn: day('2025-03-31'),
  asOf: day('2025-03-31'),
  emittedAt: new Date(0),
  content: storedContent({
    ...{ acv: '110.0000', acv_prior: '100.0000', acv_trend_pct: '10.0000', acv_trend_cc_pct: '10.0000' },
    ...{ trend_null_reason: null, active_logos: 1, arr: '110' },
  }),
  ...stated,
});

const CALENDAR = { fiscalYearStartMonth: 1 };

const text = (...whole: readonly SnapshotRevision[]): string =>
  latestNarrative(whole, CALENDAR)
    .map((sentence) => sentence.text)
    .join(' ');

describe('The latest narrative of the whole book', () => {
  it('is about the last period of the shortest grain', () => {
    const said = text(revision('month', '2025-02'), revision('month', '2025-03'), revision('year', '2025'));
    expect(said).toContain('$100 in Feb 2025 to $110 in Mar 2025');
  });

  it('warns of a prior period that was restated', () => {
    const restated = revision('month', '2025-02', { status: 'restated' });
    expect(text(restated, revision('month', '2025-03'))).toContain('restated');
    expect(text(revision('month', '2025-02'), revision('month', '2025-03'))).not.toContain('restated');
  });

  it('is empty without a snapshot', () => {
    expect(latestNarrative([], CALENDAR)).toEqual([]);
  });

  it('passes over segments and what was withdrawn', async () => {
    const kept = revision('month', '2025-02');
    const others = [
      revision('month', '2025-03', { status: 'withdrawn' }),
      revision('month', '2025-03', { dimension: 'tier', segment: 's' }),
    ];
    const books = {
      currentSnapshots: async function* () {
        yield [kept];
        yield others;
      },
    };
    expect(await wholeBook(books)).toEqual([kept]);
  });
});
