import { plain } from '../money/decimal-text.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import type { Figures } from '../snapshots/emitted.ts';
import { addedDue, type DueSums, dueFigures, NOTHING_DUE } from './due-sums.ts';
import { plusUnlessZero } from './plus-unless-zero.ts';

/**
 * The sums of a month ahead: ARR by commitment, its moves since the measured day before, and the terms that are due.
 */
export type AheadSums = Readonly<{
  logos: number;
  committed: Decimal;
  evergreen: Decimal;
  renewing: Decimal;
  opening: Decimal;
  starting: Decimal;
  stepUp: Decimal;
  /** At most 0, as is `ending`. */
  stepDown: Decimal;
  ending: Decimal;
  due: DueSums;
}>;

const AMOUNTS = [
  'committed',
  'evergreen',
  'renewing',
  'opening',
  'starting',
  'stepUp',
  'stepDown',
  'ending',
] as const satisfies readonly (keyof AheadSums)[];

export const NOTHING_AHEAD: AheadSums = {
  logos: 0,
  committed: ZERO,
  evergreen: ZERO,
  renewing: ZERO,
  opening: ZERO,
  starting: ZERO,
  stepUp: ZERO,
  stepDown: ZERO,
  ending: ZERO,
  due: NOTHING_DUE,
};

export const addedAhead = (a: AheadSums, b: AheadSums): AheadSums => ({
  logos: a.logos + b.logos,
  committed: plusUnlessZero(a.committed, b.committed),
  evergreen: plusUnlessZero(a.evergreen, b.evergreen),
  renewing: plusUnlessZero(a.renewing, b.renewing),
  opening: plusUnlessZero(a.opening, b.opening),
  starting: plusUnlessZero(a.starting, b.starting),
  stepUp: plusUnlessZero(a.stepUp, b.stepUp),
  stepDown: plusUnlessZero(a.stepDown, b.stepDown),
  ending: plusUnlessZero(a.ending, b.ending),
  due: addedDue(a.due, b.due),
});

/** Whether every figure is 0, so that the segment has no row in the month. */
export const isNothingAhead = (sums: AheadSums): boolean =>
  sums.logos === 0 && sums.due.contracts === 0 && AMOUNTS.every((amount) => sums[amount].isZero());

/** The figures by their names in the definitions, section 11. */
export const aheadFigures = (sums: AheadSums): Figures => ({
  arr: plain(sums.committed.plus(sums.evergreen).plus(sums.renewing)),
  active_logos: sums.logos,
  committed_arr: plain(sums.committed),
  evergreen_arr: plain(sums.evergreen),
  renewing_arr: plain(sums.renewing),
  opening_arr: plain(sums.opening),
  starting_arr: plain(sums.starting),
  step_up_arr: plain(sums.stepUp),
  step_down_arr: plain(sums.stepDown),
  ending_arr: plain(sums.ending),
  ...dueFigures(sums.due),
});
