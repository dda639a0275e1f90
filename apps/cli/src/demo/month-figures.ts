import type { Books, SnapshotRevision } from '@app/processing';

/** The parts of a bridge, in the order of the definitions. */
export const BRIDGE = [
  'bridge_left_mix',
  'bridge_price',
  'bridge_quantity',
  'bridge_discount',
  'bridge_product',
  'bridge_fx',
  'bridge_entered_mix',
] as const;

const AMOUNTS = [
  'acv',
  'acv_prior',
  'acv_trend_pct',
  'acv_yoy_pct',
  'acv_median',
  'top1_share',
  'nrr_pct',
  ...BRIDGE,
] as const;

/** The figures of a segment in a month that the demo shows, with the names and values of the snapshot. */
export type MonthFigures = Readonly<{
  month: string;
  segment: string;
  status: SnapshotRevision['status'];
  active_logos: number;
  arr: string;
  signals: readonly Readonly<{ code: string }>[];
}> &
  Readonly<Record<(typeof AMOUNTS)[number], string | null>>;

/** By month: the whole book, and each tier. */
export type Months = Readonly<{ blended: readonly MonthFigures[]; byTier: readonly MonthFigures[] }>;

type Content = Omit<MonthFigures, 'month' | 'segment' | 'status'>;

const figures = ({ period, segment, status, content }: SnapshotRevision): MonthFigures => {
  // The content of a revision is JSON that this product wrote.
  const stated = JSON.parse(content) as Content;
  const { active_logos, arr, signals } = stated;
  const amounts = Object.fromEntries(AMOUNTS.map((name) => [name, stated[name]])) as Pick<
    Content,
    (typeof AMOUNTS)[number]
  >;
  return { month: period, segment, status, active_logos, arr, ...amounts, signals };
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
