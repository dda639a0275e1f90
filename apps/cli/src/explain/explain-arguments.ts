import { type CivilDate, type ContractId, type Grain, type Period, periodLabelled, type Policy } from '@app/domain';
import type { SegmentName } from '@app/processing';
import { dateFromArgument } from '../files/read-inputs.ts';
import { UsageError } from '../usage-error.ts';

export type ExplainOptions = Readonly<{
  contract?: string;
  on?: string;
  period?: string;
  grain?: string;
  dimension?: string;
  segment?: string;
}>;

/** What is to be explained; `on` is null for the last day taken. */
export type ExplainQuestion =
  | Readonly<{ of: 'contract'; contractId: ContractId; on: CivilDate | null }>
  | Readonly<{ of: 'period'; grain: Grain; label: string; segment: SegmentName }>;

const LABELS: Readonly<Record<Grain, RegExp>> = {
  month: /^\d{4}-(0[1-9]|1[0-2])$/,
  quarter: /^\d{4}-Q[1-4]$/,
  year: /^\d{4}$/,
};
const GRAINS: readonly Grain[] = ['month', 'quarter', 'year'];

/** Labels of different grains never look alike. */
const grainOf = (label: string, given: string | undefined): Grain => {
  const grain = GRAINS.find((known) => LABELS[known].test(label));
  if (grain === undefined) throw new UsageError(`--period: ${label} is not a period (2025-03, 2025-Q1, 2025)`);
  if (given !== undefined && given !== grain) throw new UsageError(`--grain: ${label} is a ${grain}, not a ${given}`);
  return grain;
};

const segmentOf = ({ dimension, segment }: ExplainOptions): SegmentName => {
  if (dimension === undefined && segment === undefined) return { dimension: 'all', segment: 'all' };
  if (dimension === undefined) throw new UsageError('--segment: of which --dimension?');
  if (segment === undefined) throw new UsageError(`--dimension: which --segment of ${dimension}?`);
  return { dimension, segment };
};

/** Throws `UsageError`. */
export const explainQuestion = (options: ExplainOptions): ExplainQuestion => {
  const { contract, on, period, grain } = options;
  if ((contract === undefined) === (period === undefined)) {
    throw new UsageError('explain: either --contract or --period is needed');
  }
  if (contract !== undefined) {
    // Whatever is asked for: an id that no event bears is not found.
    return {
      of: 'contract',
      contractId: contract as ContractId,
      on: on === undefined ? null : dateFromArgument('--on', on),
    };
  }
  const label = period ?? '';
  return { of: 'period', grain: grainOf(label, grain), label, segment: segmentOf(options) };
};

export const periodAsked = (grain: Grain, label: string, { fiscalYearStartMonth }: Policy): Period =>
  periodLabelled(grain, label, fiscalYearStartMonth);
