import { dimensionName } from '../../book/dimension-name.ts';
import { segmentName } from '../../book/segment-name.ts';
import type { Series } from '@app/wire/answers';
import { drawn, type Formats, type Given, signOf } from '@app/wording';

export const SEGMENT_FIGURES = ['acv', 'acv_trend_pct', 'active_logos', 'arr', 'nrr_pct'] as const;
type SegmentFigure = (typeof SEGMENT_FIGURES)[number];

export type SegmentRow = Readonly<{
  segment: string;
  figures: Readonly<Record<SegmentFigure, Given>>;
  /** Of the ARR of the whole book; null if that is 0. */
  share: Given;
  course: readonly (number | null)[];
}>;

/** The last value of each figure of each segment. Segments without a customer then are left out. */
export const segmentRows = ({ segments }: Series): readonly SegmentRow[] =>
  segments
    .map(({ segment, figures, arr_share: share }) => {
      const last = (name: SegmentFigure): Given => figures[name]?.at(-1) ?? null;
      return {
        segment,
        figures: {
          acv: last('acv'),
          acv_trend_pct: last('acv_trend_pct'),
          active_logos: last('active_logos'),
          arr: last('arr'),
          nrr_pct: last('nrr_pct'),
        },
        share: share.at(-1) ?? null,
        course: (figures.acv ?? []).map(drawn),
      };
    })
    .filter(({ figures }) => (drawn(figures.active_logos) ?? 0) > 0);

/** The figure of a row by the name that the address sorts by. */
export const segmentValue = ({ segment, figures, share }: SegmentRow, name: string): Given => {
  if (name === 'segment') return segment;
  if (name === 'share') return share;
  return SEGMENT_FIGURES.some((one) => one === name) ? figures[name as SegmentFigure] : null;
};

/** The finding: how many segments rose and fell, and which is the largest. */
export const segmentsHeading = (rows: readonly SegmentRow[], dimension: string, { short }: Formats): string => {
  const largest = rows.reduce<SegmentRow | null>(
    (most, row) => (most === null || (drawn(row.figures.arr) ?? 0) > (drawn(most.figures.arr) ?? 0) ? row : most),
    null,
  );
  if (largest === null) return `No ${dimensionName(dimension)} has a customer in this period`;
  const count = (sign: number): number => rows.filter(({ figures }) => signOf(figures.acv_trend_pct) === sign).length;
  return `ACV rose in ${count(1)} and fell in ${count(-1)} of ${rows.length} segments; ${segmentName(dimension, largest.segment)} has the most ARR, ${short(largest.figures.arr)}`;
};
