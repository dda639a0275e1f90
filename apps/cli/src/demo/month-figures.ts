import { ALL, BRIDGE_PARTS, bridgeFigure, type Figures, type FigureName, type Signal } from '@app/domain';
import type { Books, SnapshotRevision } from '@app/processing';
import { currentSnapshot } from '@app/wire';

/** The figures of the bridge, in the order of the definitions. */
export const BRIDGE = BRIDGE_PARTS.map((part) => bridgeFigure(part));

const FIGURES = [
  'active_logos',
  'arr',
  'acv',
  'acv_prior',
  'acv_trend_pct',
  'acv_yoy_pct',
  'normalized_acv_total',
  'normalized_acv_average',
  'acv_median',
  'top1_share',
  'nrr_pct',
] as const satisfies readonly FigureName[];

type Shown = Pick<Figures, (typeof FIGURES)[number] | (typeof BRIDGE)[number]>;

/** The figures of a segment in a month that the demo shows, with the names and values of the snapshot. */
export type MonthFigures = Readonly<{
  month: string;
  segment: string;
  status: SnapshotRevision['status'];
  missing_fx: readonly string[];
  signals: readonly Pick<Signal, 'code'>[];
}> &
  Shown;

/** By month: the whole book, and each tier. */
export type Months = Readonly<{ blended: readonly MonthFigures[]; byTier: readonly MonthFigures[] }>;

const figures = ({ period, segment, status, content }: SnapshotRevision): MonthFigures => {
  const snapshot = currentSnapshot(content);
  const shown = Object.fromEntries([...FIGURES, ...BRIDGE].map((name) => [name, snapshot[name]])) as Shown;
  const { missing_fx, signals } = snapshot;
  return { month: period, segment, status, ...shown, missing_fx, signals };
};

/** Reads the current snapshots of all months, in order. */
export const monthFigures = async (books: Pick<Books, 'currentSnapshots'>): Promise<Months> => {
  const blended: MonthFigures[] = [];
  const byTier: MonthFigures[] = [];
  for await (const period of books.currentSnapshots()) {
    const months = period.filter(({ grain }) => grain === 'month');
    blended.push(...months.filter(({ dimension }) => dimension === ALL).map(figures));
    byTier.push(...months.filter(({ dimension }) => dimension === 'tier').map(figures));
  }
  return { blended, byTier };
};
