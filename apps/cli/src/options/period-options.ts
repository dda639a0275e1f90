import { type Grain, GRAINS } from '@app/domain';
import { UsageError } from '@app/host';
import { Option } from 'commander';

const LABELS: Readonly<Record<Grain, RegExp>> = {
  month: /^\d{4}-(?:0[1-9]|1[0-2])$/,
  quarter: /^\d{4}-Q[1-4]$/,
  year: /^\d{4}$/,
};

export const grainOption = (): Option =>
  new Option('--grain <grain>', 'month, quarter or year (default: the grain of the label)');

/** The grain of a label: labels of different grains never look alike. `given` is `--grain`. Throws `UsageError`. */
export const grainOfLabel = (label: string, given: string | undefined): Grain => {
  const grain = GRAINS.find((each) => LABELS[each].test(label));
  if (grain === undefined) throw new UsageError(`--period: ${label} is not a period (2025-03, 2025-Q1, 2025)`);
  if (given !== undefined && given !== grain) throw new UsageError(`--grain: ${label} is a ${grain}, not a ${given}`);
  return grain;
};
