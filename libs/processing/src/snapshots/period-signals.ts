import {
  compressionSignals,
  type DimensionSegments,
  type Signal,
  type SignalThresholds,
  wholeSignals,
  type Workings,
  workings,
} from '@app/domain';
import type { NamedSegment, PeriodSums } from './snapshot-store.ts';
import { isWhole, segmentName } from './segment-name.ts';

/** The workings of the periods before, a period each, by segment name. */
export type Run = readonly ReadonlyMap<string, Workings>[];

const dimensionsIn = (segments: readonly NamedSegment[]): readonly DimensionSegments[] => {
  const dimensions = Map.groupBy(
    segments.filter((segment) => !isWhole(segment)),
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
    if (!isWhole(segment)) return falling;
    return [
      ...falling,
      ...wholeSignals({ ...sums, whole: segment.figures, dimensions: dimensionsIn(sums.segments) }, thresholds),
    ];
  };
