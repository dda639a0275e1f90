import { ALL, type Grain, type Policy } from '@app/domain';
import { UsageError } from '@app/host';
import type { ExportAsked } from '@app/persistence';
import { dateFromArgument } from '../options/arguments.ts';
import { knownAtFromArgument } from '../options/known-at-option.ts';
import { grainAsked } from '../options/period-options.ts';
import { assertDimension, assertReported } from '../options/segment-options.ts';

export const EXPORTS = ['snapshots', 'contracts', 'movements'] as const satisfies readonly ExportAsked['what'][];

/** The filters as they are given. */
export type ExportFilters = Readonly<{
  grain?: Grain;
  from?: string;
  to?: string;
  dimension?: string;
  segment?: string;
  knownAt?: string;
  on?: string;
  customer?: string;
}>;

type What = (typeof EXPORTS)[number];

const FILTERS: Readonly<Record<keyof ExportFilters, Readonly<{ option: string; of: readonly What[] }>>> = {
  grain: { option: '--grain', of: ['snapshots'] },
  from: { option: '--from', of: ['snapshots', 'movements'] },
  to: { option: '--to', of: ['snapshots', 'movements'] },
  dimension: { option: '--dimension', of: ['snapshots'] },
  segment: { option: '--segment', of: ['snapshots'] },
  knownAt: { option: '--known-at', of: ['snapshots'] },
  on: { option: '--on', of: ['contracts'] },
  customer: { option: '--customer', of: ['contracts', 'movements'] },
};

const assertFilters = (what: What, filters: ExportFilters): void => {
  for (const [name, { option, of }] of Object.entries(FILTERS)) {
    if (!of.includes(what) && Reflect.get(filters, name) !== undefined) {
      throw new UsageError(`${option} is a filter of ${of.join(' and ')}, not of ${what}`);
    }
  }
};

/** The grain that the labels have, or that is given; null: every grain. */
const grainOf = ({ grain, from, to }: ExportFilters): Grain | null => {
  const [first, last] = [
    from === undefined ? null : grainAsked(from, grain, '--from'),
    to === undefined ? null : grainAsked(to, grain, '--to'),
  ];
  if (first !== null && last !== null && first !== last) {
    throw new UsageError(`--to: ${to ?? ''} is a ${last}, and --from is a ${first}`);
  }
  return grain ?? first ?? last;
};

const assertInOrder = ({ from, to }: ExportFilters): void => {
  if (from !== undefined && to !== undefined && from > to) throw new UsageError(`--from: ${from} is after ${to}`);
};

/** What is asked for. Throws `UsageError` for a filter that makes no sense. */
export const exportAsked = (what: What, filters: ExportFilters, policy: Policy): ExportAsked => {
  assertFilters(what, filters);
  const { from = null, to = null, dimension = null, segment = null, customer = null } = filters;
  switch (what) {
    case 'snapshots': {
      assertDimension(filters);
      assertReported(dimension ?? ALL, policy);
      const grain = grainOf(filters);
      assertInOrder(filters);
      const knownAt = filters.knownAt === undefined ? null : knownAtFromArgument(filters.knownAt, policy);
      return { what, grain, from, to, dimension, segment, knownAt };
    }
    case 'contracts':
      return { what, on: filters.on === undefined ? null : dateFromArgument('--on', filters.on), customer };
    case 'movements':
      if (from !== null) grainAsked(from, 'month', '--from');
      if (to !== null) grainAsked(to, 'month', '--to');
      assertInOrder(filters);
      return { what, from, to, customer };
  }
};
