import { ALL, FIGURES, type FigureName, type Grain, GRAINS, type Policy } from '@app/domain';
import { UsageError } from '@app/host';
import type { SeriesQuestion } from '@app/processing';
import { namesThatExist } from '../options/near-names.ts';
import { grainAsked } from '../options/period-options.ts';
import { assertReported } from '../options/segment-options.ts';

export type TrendOptions = Readonly<{
  by?: string;
  segment?: string;
  figure?: string;
  grain?: string;
  from?: string;
  to?: string;
}>;

/** The figures of the whole book that say most, if none is named. */
const HEADLINES = ['acv', 'acv_median', 'arr', 'active_logos', 'nrr_pct'] as const satisfies readonly FigureName[];

const NUMERIC = FIGURES.filter(({ kind }) => kind !== 'reason').map(({ name }) => name);

const figuresOf = ({ figure, by }: TrendOptions): readonly FigureName[] => {
  if (figure === undefined) return by === undefined ? HEADLINES : ['acv'];
  const found = NUMERIC.find((name) => name === figure);
  if (found === undefined) throw new UsageError(`--figure: there is no ${figure}; ${namesThatExist(figure, NUMERIC)}`);
  return [found];
};

const grainOf = ({ grain: given, from, to }: TrendOptions): Grain | null => {
  const grain = GRAINS.find((each) => each === given) ?? null;
  if (given !== undefined && grain === null) {
    throw new UsageError(`--grain: ${given} is not one of ${GRAINS.join(', ')}`);
  }
  if (from !== undefined) grainAsked(from, given, '--from');
  if (to !== undefined) grainAsked(to, given, '--to');
  return grain;
};

/** The figures, periods and segments that are asked for. Throws `UsageError`. */
export const trendQuestion = (options: TrendOptions, policy: Policy): SeriesQuestion => {
  const { by, segment, from = null, to = null } = options;
  if (by === undefined && segment !== undefined) throw new UsageError('--segment needs --by');
  assertReported(by ?? ALL, policy, '--by');
  if (from !== null && to !== null && from > to) throw new UsageError(`--from: ${from} is after ${to}`);
  return {
    figures: figuresOf(options),
    grain: grainOf(options),
    from,
    to,
    dimension: by ?? ALL,
    segments: segment === undefined ? null : [segment],
  };
};
