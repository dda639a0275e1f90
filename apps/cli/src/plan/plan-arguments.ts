import { ALL, Decimal, type Grain, GRAINS } from '@app/domain';
import { UsageError } from '@app/host';
import type { PlanQuestion } from '@app/processing';
import { dateFromArgument } from '../options/arguments.ts';
import { assertDimension, type SegmentOptions } from '../options/segment-options.ts';

export type PlanOptions = SegmentOptions &
  Readonly<{
    target: string;
    periods: string;
    grain: string;
    asOf?: string;
  }>;

const AMOUNT = /^(?=.*[1-9])\d{1,15}(?:\.\d{1,10})?$/;
const COUNT = /^[1-9]\d{0,3}$/;

const refused = (option: string, given: string, wanted: string): UsageError =>
  new UsageError(`--${option}: ${given} is not ${wanted}`);

const grainFrom = (given: string): Grain => {
  const grain = GRAINS.find((each) => each === given);
  if (grain === undefined) throw refused('grain', given, `one of ${GRAINS.join(', ')}`);
  return grain;
};

/** The plan that is asked for. Throws `UsageError`. */
export const planQuestion = (options: PlanOptions): PlanQuestion => {
  const { target, periods, dimension, segment, asOf } = options;
  if (!AMOUNT.test(target)) throw refused('target', target, 'an amount above 0, such as 1200000');
  if (!COUNT.test(periods)) throw refused('periods', periods, 'a whole number from 1 to 9999');
  assertDimension(options);
  return {
    target: new Decimal(target),
    periods: Number(periods),
    grain: grainFrom(options.grain),
    asOf: asOf === undefined ? null : dateFromArgument('--as-of', asOf),
    dimension: dimension ?? ALL,
    segment: segment ?? null,
  };
};
