import {
  compressionSignals,
  type DimensionSegments,
  type SegmentInPeriod,
  type Signal,
  type SignalThresholds,
  wholeSignals,
  type Workings,
  workings,
} from '@app/domain';
import type { NamedSegment, PeriodSums } from './snapshot-store.ts';
import { segmentName } from './segment-name.ts';

/** The workings of the periods before, a period each, by segment name. */
export type Run = readonly ReadonlyMap<string, Workings>[];

const WHOLE = { dimension: 'all', segment: 'all' } as const;

/** The whole of a period; every period has it. */
export const wholeOf = ({ segments }: PeriodSums): SegmentInPeriod => {
  const all = segments.find(({ dimension }) => dimension === WHOLE.dimension);
  if (all === undefined) throw new Error('a period without its whole');
  return all.figures;
};

const dimensionsIn = (segments: readonly NamedSegment[]): readonly DimensionSegments[] => {
  const dimensions = Map.groupBy(
    segments.filter(({ dimension }) => dimension !== WHOLE.dimension),
    ({ dimension }) => dimension,
  );
  return [...dimensions].map(([dimension, named]) => ({ dimension, segments: named.map(({ figures }) => figures) }));
};

/** The signals of each segment of a period: falling ACV on all of them, the others on the whole (definitions, section 8). */
export const periodSignals =
  (sums: PeriodSums, run: Run, thresholds: SignalThresholds) =>
  (segment: NamedSegment): readonly Signal[] => {
    const key = segmentName(segment);
    const falling = compressionSignals(
      [...run.map((period) => period.get(key) ?? null), workings(segment.figures)],
      thresholds,
    );
    if (key !== segmentName(WHOLE)) return falling;
    return [
      ...falling,
      ...wholeSignals(segment.figures, dimensionsIn(sums.segments), sums.largestMove, sums.gaps, thresholds),
    ];
  };
