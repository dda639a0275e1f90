import {
  Decimal,
  type Movements,
  NO_RETENTION,
  NOBODY,
  type Remaining,
  type Retention,
  type SegmentSums,
  type Standing,
  ZERO,
} from '@app/domain';

/** Rows of the sums by segment: counts as numbers, amounts as text. */
type Sums<Names extends string> = Readonly<Record<`${Names}_logos`, number> & Record<`${Names}_arr`, string>>;

export type NowRow = Sums<'now' | 'new' | 'reactivation' | 'moved_in' | 'expansion' | 'contraction' | 'remaining'> &
  Readonly<
    Record<
      | 'contracts'
      | 'gross_arr'
      | 'acv'
      | 'contracted_acv'
      | 'expected_usage'
      | 'sum_of_squares'
      | 'now_at_prior'
      | 'fx'
      | 'remaining_prior'
      | 'remaining_at_prior',
      string
    >
  > &
  Readonly<{ segment: string }>;

export type ThenRow = Sums<'opening' | 'churn'> & Readonly<{ segment: string; kept: string; kept_at_most: string }>;
export type PriorRow = ThenRow & Sums<'moved_out'>;
export type PlacedRow = Sums<'placed'> & Readonly<{ segment: string }>;

const standing = (arr: string | undefined, logos: number | undefined): Standing =>
  arr === undefined || logos === undefined ? NOBODY : { arr: new Decimal(arr), logos };

const amount = (text: string | undefined): Decimal => (text === undefined ? ZERO : new Decimal(text));

/** The ARR of a segment's customers by rank, as far as it was read. */
export type Ranks = ReadonlyMap<number, Decimal>;

export const segmentSums = (row: NowRow | undefined, ranks: Ranks, oneTime: Decimal): SegmentSums => {
  const now = standing(row?.now_arr, row?.now_logos);
  const arrAt = (rank: number): Decimal => {
    const arr = ranks.get(rank);
    if (arr === undefined) throw new Error(`rank ${rank} of ${now.logos} was not read`);
    return arr;
  };
  const largest = Array.from({ length: Math.min(10, now.logos) }, (_, i) => arrAt(now.logos - i));
  return {
    ...now,
    contracts: Number(row?.contracts ?? 0),
    grossArr: amount(row?.gross_arr),
    normalizedAcv: amount(row?.acv),
    contractedAcv: amount(row?.contracted_acv),
    expectedUsage: amount(row?.expected_usage),
    oneTime,
    sumOfSquares: amount(row?.sum_of_squares),
    top1: largest[0] ?? ZERO,
    top10: largest.reduce((sum, arr) => sum.plus(arr), ZERO),
    arrAt,
  };
};

export const nowAtPrior = (row: NowRow | undefined): Decimal => amount(row?.now_at_prior);

export const openingStanding = (row: ThenRow | undefined): Standing => standing(row?.opening_arr, row?.opening_logos);

export const placedStanding = (row: PlacedRow | undefined): Standing => standing(row?.placed_arr, row?.placed_logos);

export const movementsOf = (now: NowRow | undefined, prior: PriorRow | undefined): Movements => ({
  opening: openingStanding(prior),
  new: standing(now?.new_arr, now?.new_logos),
  reactivation: standing(now?.reactivation_arr, now?.reactivation_logos),
  churn: standing(prior?.churn_arr, prior?.churn_logos),
  movedIn: standing(now?.moved_in_arr, now?.moved_in_logos),
  movedOut: standing(prior?.moved_out_arr, prior?.moved_out_logos),
  expansion: standing(now?.expansion_arr, now?.expansion_logos),
  contraction: standing(now?.contraction_arr, now?.contraction_logos),
  fx: amount(now?.fx),
});

export const retentionOf = (row: ThenRow | undefined): Retention =>
  row === undefined
    ? NO_RETENTION
    : {
        opening: openingStanding(row),
        kept: amount(row.kept),
        keptAtMost: amount(row.kept_at_most),
        churnedLogos: row.churn_logos,
      };

export const remainingOf = (
  row: NowRow | undefined,
  drivers: Pick<Remaining, 'price' | 'quantity' | 'discount'>,
): Remaining => ({
  logos: row?.remaining_logos ?? 0,
  prior: amount(row?.remaining_prior),
  now: amount(row?.remaining_arr),
  nowAtPrior: amount(row?.remaining_at_prior),
  ...drivers,
});
