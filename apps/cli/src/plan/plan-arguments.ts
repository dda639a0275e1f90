import { type CivilDate, Decimal, type Grain, GRAINS, parseCivilDate } from '@app/domain';
import type { PlanQuestion } from '@app/processing';
import { UsageError } from '../usage-error.ts';

export type PlanOptions = Readonly<{
  target: string;
  periods: string;
  grain: string;
  dimension?: string;
  segment?: string;
  asOf?: string;
}>;

const AMOUNT = /^(?=.*[1-9])\d{1,15}(?:\.\d{1,10})?$/;
const COUNT = /^[1-9]\d{0,3}$/;

const refused = (option: string, given: string, wanted: string): UsageError =>
  new UsageError(`--${option}: ${given} is not ${wanted}`);

const grainFrom = (given: string): Grain => {
  const grain = GRAINS.find((known) => known === given);
  if (grain === undefined) throw refused('grain', given, `one of ${GRAINS.join(', ')}`);
  return grain;
};

const dayFrom = (given: string): CivilDate => {
  const day = parseCivilDate(given);
  if (day === null) throw refused('as-of', given, 'a date (YYYY-MM-DD)');
  return day;
};

/** What is asked for. Throws `UsageError`. */
export const planQuestion = (options: PlanOptions): PlanQuestion => {
  const { target, periods, dimension, segment, asOf } = options;
  if (!AMOUNT.test(target)) throw refused('target', target, 'an amount above 0, such as 1200000');
  if (!COUNT.test(periods)) throw refused('periods', periods, 'a whole number from 1 to 9999');
  if (segment !== undefined && dimension === undefined) throw new UsageError('--segment: of which --dimension?');
  return {
    target: new Decimal(target),
    periods: Number(periods),
    grain: grainFrom(options.grain),
    asOf: asOf === undefined ? null : dayFrom(asOf),
    dimension: dimension ?? 'all',
    segment: segment ?? null,
  };
};
