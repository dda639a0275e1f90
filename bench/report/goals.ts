import { figure } from './figures.ts';
import { isMet, type Ratio, type Row } from './results.ts';

const goalText = ({ goal }: Ratio): string =>
  'atLeast' in goal ? `at least ${figure(goal.atLeast)}` : `at most ${figure(goal.atMost)}`;

const verdict = (ratio: Ratio): string => {
  const met = isMet(ratio);
  return met === null ? 'not measured' : met ? 'yes' : 'no';
};

/** Every ratio with its goal, and whether it is met. */
export const goalRows = (ratios: Readonly<Record<string, Ratio>>): readonly Row[] =>
  Object.entries(ratios).map(([name, ratio]) => ({
    figure: name,
    what: ratio.what,
    measured: ratio.unit === 'times' ? figure(ratio.value) : `${figure(ratio.value)} ${ratio.unit}`,
    goal: goalText(ratio),
    met: verdict(ratio),
  }));
