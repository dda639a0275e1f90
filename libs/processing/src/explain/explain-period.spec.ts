import { describe, expect, it } from '@jest/globals';
import { type CivilDate, periodOf } from '@app/domain';
import { day } from '../../../../test/builders/events.ts';
import { storedContent } from '../../../../test/builders/stored-content.ts';
import type { SnapshotRevision } from '../snapshots/snapshot-store.ts';
import { ExplainPeriod } from './explain-period.ts';
import { ExplanationSource, type PeriodSource } from './explanation-source.ts';

const MARCH = periodOf('month', day('2025-03-15'), 1);
const WHOLE = { dimension: 'all', segment: 'all' };

/** A store with one snapshot of an empty segment. */
class OneSnapshot extends ExplanationSource {
  constructor(private readonly snapshot: Pick<SnapshotRevision, 'status' | 'content'>) {
    super();
  }

  override lastTakenDay(): Promise<CivilDate | null> {
    return Promise.resolve(null);
  }

  override contract(): Promise<null> {
    return Promise.resolve(null);
  }

  override period(): Promise<PeriodSource> {
    const snapshot: SnapshotRevision = {
      ...WHOLE,
      grain: 'month',
      period: MARCH.label,
      revision: 1,
      reason: 'first',
      snapshotId: 'one',
      measuredOn: day('2025-03-31'),
      asOf: day('2025-03-31'),
      emittedAt: new Date(0),
      ...this.snapshot,
    };
    return Promise.resolve({
      snapshot,
      prior: { period: periodOf('month', day('2025-02-15'), 1), snapshot: null },
      books: { arr: '0', logos: 0, priorArr: '0', priorLogos: 0 },
      largestMoves: [],
    });
  }
}

const explained = (snapshot: Pick<SnapshotRevision, 'status' | 'content'>) =>
  new ExplainPeriod(new OneSnapshot(snapshot)).of(MARCH, WHOLE);

describe('ExplainPeriod', () => {
  it('explains a withdrawn snapshot of this calculation', async () => {
    expect(await explained({ status: 'withdrawn', content: storedContent() })).toMatchObject({ status: 'withdrawn' });
  });

  it('refuses a snapshot that a former calculation withdrew, whose figures it cannot explain', async () => {
    const content = storedContent({ calc_version: '1' });
    await expect(explained({ status: 'withdrawn', content })).rejects.toThrow(
      'all all was withdrawn for 2025-03; its last figures are by a former calculation: see acv history',
    );
  });
});
