import { type Grain, grainOfLabel } from '@app/domain';
import { UsageError } from '@app/host';
import { Option } from 'commander';

export const grainOption = (): Option =>
  new Option('--grain <grain>', 'month, quarter or year (default: the grain of the label)');

/** The grain of a label. `given` is `--grain`, and `option` has the label. Throws `UsageError`. */
export const grainAsked = (label: string, given: string | undefined, option = '--period'): Grain => {
  const grain = grainOfLabel(label);
  if (grain === null) throw new UsageError(`${option}: ${label} is not a period (2025-03, 2025-Q1, 2025)`);
  if (given !== undefined && given !== grain) throw new UsageError(`--grain: ${label} is a ${grain}, not a ${given}`);
  return grain;
};
