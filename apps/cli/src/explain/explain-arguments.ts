import { type CivilDate, type ContractId, type Grain, type Period, periodLabelled, type Policy } from '@app/domain';
import { UsageError } from '@app/host';
import type { SegmentName, TwoDays } from '@app/processing';
import { dateFromArgument, twoDaysFromArguments } from '../options/arguments.ts';
import { grainAsked } from '../options/period-options.ts';
import { oneSegment, type SegmentOptions } from '../options/segment-options.ts';

export type ExplainOptions = SegmentOptions &
  Readonly<{
    contract?: string;
    on?: string;
    period?: string;
    grain?: string;
    from?: string;
    to?: string;
  }>;

/** The figure to explain; `on` is null for the last day taken. */
export type ExplainQuestion =
  | Readonly<{ of: 'contract'; contractId: ContractId; on: CivilDate | null }>
  | Readonly<{ of: 'period'; grain: Grain; label: string; segment: SegmentName }>
  | Readonly<{ of: 'days'; days: TwoDays; segment: SegmentName }>;

const NAMES = { from: '--from', to: '--to' };

const daysOf = ({ from, to }: ExplainOptions): TwoDays => {
  if (from === undefined) throw new UsageError('--to needs --from');
  if (to === undefined) throw new UsageError('--from needs --to');
  return twoDaysFromArguments(NAMES, { from, to });
};

const assertOne = ({ contract, period, from, to }: ExplainOptions): void => {
  const asked = [contract, period, from ?? to].filter((given) => given !== undefined);
  if (asked.length !== 1) {
    throw new UsageError('explain: give exactly one of --contract, --period, and --from with --to');
  }
};

/** The figure that is asked for. Throws `UsageError`. */
export const explainQuestion = (options: ExplainOptions): ExplainQuestion => {
  const { contract, on, period, grain } = options;
  assertOne(options);
  if (contract !== undefined) {
    return {
      of: 'contract',
      // The id is not checked here: if no event has it, it is not found.
      contractId: contract as ContractId,
      on: on === undefined ? null : dateFromArgument('--on', on),
    };
  }
  if (period === undefined) return { of: 'days', days: daysOf(options), segment: oneSegment(options) };
  return { of: 'period', grain: grainAsked(period, grain), label: period, segment: oneSegment(options) };
};

export const periodAsked = (grain: Grain, label: string, { fiscalYearStartMonth }: Policy): Period =>
  periodLabelled(grain, label, fiscalYearStartMonth);
