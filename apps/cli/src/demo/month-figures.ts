import type { Books, SnapshotRevision } from '@app/processing';

/** What the demo shows of a segment in a month: the names and values of the snapshot itself. */
export type MonthFigures = Readonly<{
  month: string;
  segment: string;
  status: SnapshotRevision['status'];
  acv: string | null;
  acv_trend_pct: string | null;
  acv_yoy_pct: string | null;
  active_logos: number;
  arr: string;
  acv_median: string | null;
  top1_share: string | null;
}>;

/** Month by month: the whole, and the segments of the tier. */
export type Months = Readonly<{ blended: readonly MonthFigures[]; byTier: readonly MonthFigures[] }>;

/** The content of a revision is JSON that this product wrote. */
const figures = ({ period, segment, status, content }: SnapshotRevision): MonthFigures => {
  const { acv, acv_trend_pct, acv_yoy_pct, active_logos, arr, acv_median, top1_share } = JSON.parse(
    content,
  ) as MonthFigures;
  const shown = { acv, acv_trend_pct, acv_yoy_pct, active_logos, arr, acv_median, top1_share };
  return { month: period, segment, status, ...shown };
};

/** Reads the current snapshots of all months, in order. */
export const monthFigures = async (books: Pick<Books, 'currentSnapshots'>): Promise<Months> => {
  const blended: MonthFigures[] = [];
  const byTier: MonthFigures[] = [];
  for await (const period of books.currentSnapshots()) {
    const months = period.filter(({ grain }) => grain === 'month');
    blended.push(...months.filter(({ dimension }) => dimension === 'all').map(figures));
    byTier.push(...months.filter(({ dimension }) => dimension === 'tier').map(figures));
  }
  return { blended, byTier };
};
