import { type Grain, type Period, periodLabelled, type Policy } from '@app/domain';
import { UsageError } from '@app/host';
import type { SegmentName, TwoDays } from '@app/processing';
import type { Command } from 'commander';
import { twoDaysFromArguments } from './arguments.ts';
import { grainAsked, grainOption } from './period-options.ts';
import { dimensionOption, oneSegment, segmentOption, type SegmentOptions } from './segment-options.ts';

export type ChangeOptions = SegmentOptions & Readonly<{ period?: string; grain?: string; from?: string; to?: string }>;

/** The change of a segment: from the period before to a period, or from one day to another. */
export type ChangeQuestion =
  | Readonly<{ of: 'period'; grain: Grain; label: string; segment: SegmentName }>
  | Readonly<{ of: 'days'; days: TwoDays; segment: SegmentName }>;

const NAMES = { from: '--from', to: '--to' };

const daysOf = ({ from, to }: ChangeOptions): TwoDays => {
  if (from === undefined) throw new UsageError('--to needs --from');
  if (to === undefined) throw new UsageError('--from needs --to');
  return twoDaysFromArguments(NAMES, { from, to });
};

/** `--period`, and `--from` with `--to`: a command takes one of the two. */
export const addChangeOptions = (command: Command): Command =>
  command
    .option('--period <label>', 'the change from the period before: 2025-03, 2025-Q1 or 2025')
    .addOption(grainOption())
    .option('--from <date>', 'the change from the close of this day, with --to')
    .option('--to <date>', 'to the close of this day, with --from')
    .addOption(dimensionOption('with --segment: a segment'))
    .addOption(segmentOption());

/** The change that is asked for; `command` is named in the message. Throws `UsageError`. */
export const changeQuestion = (options: ChangeOptions, command: string): ChangeQuestion => {
  const { period, grain, from, to } = options;
  if ((period === undefined) === (from === undefined && to === undefined)) {
    throw new UsageError(`${command}: give exactly one of --period, and --from with --to`);
  }
  const segment = oneSegment(options);
  return period === undefined
    ? { of: 'days', days: daysOf(options), segment }
    : { of: 'period', grain: grainAsked(period, grain), label: period, segment };
};

export const periodAsked = (grain: Grain, label: string, { fiscalYearStartMonth }: Policy): Period =>
  periodLabelled(grain, label, fiscalYearStartMonth);
