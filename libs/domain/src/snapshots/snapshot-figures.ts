import { BOOKINGS } from './bookings.ts';
import { BRIDGE } from './bridge.ts';
import { CONCENTRATION, DISTRIBUTION } from './distribution.ts';
import { MIX_AND_RATE } from './mix-and-rate.ts';
import { MOVEMENTS_OF_ARR, MOVEMENTS_OF_CUSTOMERS } from './movements.ts';
import { RETENTION } from './retention.ts';
import type { Emitted, FigureGroup, FigureKind } from './figure.ts';
import type { SegmentInPeriod } from './segment-in-period.ts';
import { CONTRACTS, SIZE } from './size.ts';
import { TREND } from './trend.ts';

/** Every block of figures, in the order in which a snapshot has them. */
const BLOCKS = [
  SIZE,
  TREND,
  DISTRIBUTION,
  CONTRACTS,
  CONCENTRATION,
  MOVEMENTS_OF_ARR,
  MOVEMENTS_OF_CUSTOMERS,
  RETENTION,
  BRIDGE,
  MIX_AND_RATE,
  BOOKINGS,
] as const;

/** The intersection of all members of a union. */
type Both<U> = (U extends unknown ? (of: U) => void : never) extends (of: infer I) => void ? I : never;
type Block = (typeof BLOCKS)[number];
type Declared = Both<Block['figures']>;

export type FigureName = keyof Declared;
export type KindOf<N extends FigureName> = Declared[N]['kind'];

/** The figures of a segment's snapshot by their names as emitted. */
export type Figures = Readonly<{ [N in FigureName]: Emitted[KindOf<N>] }>;

/** The figures of one kind. */
export type FigureOfKind<K> = { [N in FigureName]: KindOf<N> extends K ? N : never }[FigureName];

/** A figure as schemas, pages and readers see it. */
export type FigureEntry = Readonly<{ name: FigureName; group: FigureGroup; kind: FigureKind; meaning: string }>;

/** Every figure of a snapshot, in the order of its fields (definitions, section 7). */
export const FIGURES: readonly FigureEntry[] = BLOCKS.flatMap(({ group, figures }) =>
  Object.entries<Pick<FigureEntry, 'kind' | 'meaning'>>(figures).map(([name, { kind, meaning }]) => ({
    name: name as FigureName,
    group,
    kind,
    meaning,
  })),
);

/** The figures of a segment's snapshot (definitions, section 7). `whole` is the whole in the same period. */
export const snapshotFigures = (segment: SegmentInPeriod, whole: SegmentInPeriod): Figures =>
  // One object of all blocks: their names are the names of the type.
  Object.assign({}, ...BLOCKS.map(({ emitted }) => emitted(segment, whole))) as Figures;
