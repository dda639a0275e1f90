import {
  type CivilDate,
  type ContractId,
  type Grain,
  GRAINS,
  type Period,
  periodLabelled,
  type Policy,
} from '@app/domain';
import type { SegmentName, TwoDays } from '@app/processing';
import { dateFromArgument } from '../files/read-inputs.ts';
import { twoDaysFromArguments } from '../reports/report-arguments.ts';
import { UsageError } from '../usage-error.ts';

export type ExplainOptions = Readonly<{
  contract?: string;
  on?: string;
  period?: string;
  grain?: string;
  from?: string;
  to?: string;
  dimension?: string;
  segment?: string;
}>;

/** What is to be explained; `on` is null for the last day taken. */
export type ExplainQuestion =
  | Readonly<{ of: 'contract'; contractId: ContractId; on: CivilDate | null }>
  | Readonly<{ of: 'period'; grain: Grain; label: string; segment: SegmentName }>
  | Readonly<{ of: 'days'; days: TwoDays; segment: SegmentName }>;

const LABELS: Readonly<Record<Grain, RegExp>> = {
  month: /^\d{4}-(0[1-9]|1[0-2])$/,
  quarter: /^\d{4}-Q[1-4]$/,
  year: /^\d{4}$/,
};

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

const NAMES = { from: '--from', to: '--to' };

const daysOf = ({ from, to }: ExplainOptions): TwoDays => {
  if (from === undefined) throw new UsageError('--to: from which --from?');
  if (to === undefined) throw new UsageError('--from: to which --to?');
  return twoDaysFromArguments(NAMES, { from, to });
};

const assertOne = ({ contract, period, from, to }: ExplainOptions): void => {
  const asked = [contract, period, from ?? to].filter((given) => given !== undefined);
  if (asked.length !== 1) {
    throw new UsageError('explain: exactly one of --contract, --period, and --from with --to is needed');
  }
};

/** Throws `UsageError`. */
export const explainQuestion = (options: ExplainOptions): ExplainQuestion => {
  const { contract, on, period, grain } = options;
  assertOne(options);
  if (contract !== undefined) {
    // Whatever is asked for: an id that no event bears is not found.
    return {
      of: 'contract',
      contractId: contract as ContractId,
      on: on === undefined ? null : dateFromArgument('--on', on),
    };
  }
  if (period === undefined) return { of: 'days', days: daysOf(options), segment: segmentOf(options) };
  return { of: 'period', grain: grainOf(period, grain), label: period, segment: segmentOf(options) };
};

export const periodAsked = (grain: Grain, label: string, { fiscalYearStartMonth }: Policy): Period =>
  periodLabelled(grain, label, fiscalYearStartMonth);
